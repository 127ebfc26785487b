using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Raindrop.Packaging.Tests;

public sealed class DocumentationTests(PackedLibraries libraries)
{
    public static TheoryData<string> Names => [.. PackedLibraries.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_public_type_has_documentation_in_the_package(string name)
    {
        var package = libraries.Open(name);
        var documented = package.ReadXml($"lib/net10.0/{name}.xml").Descendants("member")
            .Where(member => !string.IsNullOrWhiteSpace(member.Element("summary")?.Value))
            .Select(member => member.Attribute("name")!.Value);

        using var assembly = new PEReader(new MemoryStream(package.Assembly));
        PublicTypesOf(assembly.GetMetadataReader()).Select(type => $"T:{type}").Should().BeSubsetOf(documented);
    }

    private static List<string> PublicTypesOf(MetadataReader metadata) =>
        [.. metadata.TypeDefinitions.Select(metadata.GetTypeDefinition)
            .Where(type => (type.Attributes & TypeAttributes.VisibilityMask) == TypeAttributes.Public)
            .Select(type => $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}")];
}
