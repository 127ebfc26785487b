using System.Buffers.Binary;
using System.Text;

namespace Raindrop.Packaging.Tests;

public sealed class PackageContentTests(PackedLibraries libraries)
{
    public static TheoryData<string> Names => [.. PackedLibraries.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_package_holds_the_library_its_docs_its_readme_and_its_icon_and_nothing_else(string name) =>
        libraries.Open(name).Files.Keys.Should().BeEquivalentTo(
            [$"{name}.nuspec", $"lib/net10.0/{name}.dll", $"lib/net10.0/{name}.xml", "README.md", "icon.png"]);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_package_says_what_it_is_who_made_it_and_how_it_is_licensed(string name)
    {
        var package = libraries.Open(name);

        package.MetadataValue("id").Should().Be(name);
        package.MetadataValue("version").Should().Be(libraries.Version);
        package.MetadataValue("license").Should().Be("Apache-2.0");
        package.MetadataValue("readme").Should().Be("README.md");
        package.MetadataValue("icon").Should().Be("icon.png");
        package.MetadataValue("authors").Should().NotBeNullOrWhiteSpace().And.NotBe(name, "that is what the SDK says where nobody was named");
        package.MetadataValue("description").Should().NotBeNullOrWhiteSpace().And.NotBe("Package Description");
        package.MetadataValue("tags").Should().Contain("couchdb");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_readme_is_the_packages_own_and_links_to_nothing_that_a_package_page_cannot_open(string name)
    {
        var readme = Encoding.UTF8.GetString(libraries.Open(name).Files["README.md"]);

        readme.Should().StartWith($"# {name}\n");
        readme.Should().NotMatchRegex(@"\]\((?!https://)", "a relative link leads nowhere outside the repository");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_icon_is_a_picture_of_128_pixels_square(string name)
    {
        // PNG (RFC 2083): 8 bytes of signature, then the header chunk, whose data starts with width and height.
        var icon = libraries.Open(name).Files["icon.png"];

        icon.AsSpan(0, 8).ToArray().Should().Equal(0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A);
        BinaryPrimitives.ReadInt32BigEndian(icon.AsSpan(16)).Should().Be(128);
        BinaryPrimitives.ReadInt32BigEndian(icon.AsSpan(20)).Should().Be(128);
    }

    [Fact]
    public void The_contracts_depend_on_nothing() => DependenciesOf("Raindrop.Abstractions").Should().BeEmpty();

    [Theory]
    [InlineData("Raindrop.Core", "Raindrop.Abstractions")]
    [InlineData("Raindrop.Embedded", "Raindrop.Core")]
    [InlineData("Raindrop.Pkcs11", "Raindrop.Core")]
    [InlineData("Raindrop.Testing", "Raindrop.Core")]
    public void Dependencies_point_towards_the_contracts(string name, string on) =>
        DependenciesOf(name).Where(id => id.StartsWith("Raindrop.", StringComparison.Ordinal)).Should().Equal(on);

    [Theory]
    [MemberData(nameof(Names))]
    public void No_package_makes_its_users_depend_on_an_analyzer_or_a_test_framework(string name) =>
        DependenciesOf(name).Should().NotContain(id => id.Contains("Analyzers") || id.Contains("xunit") || id.Contains("Fluent"));

    private List<string> DependenciesOf(string name) =>
        [.. libraries.Open(name).Metadata.Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => element.Attribute("id")!.Value)];
}
