using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Raindrop.Packaging.Tests;

public sealed class SymbolTests(PackedLibraries libraries)
{
    public static TheoryData<string> Names => [.. PackedLibraries.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_symbol_package_holds_the_symbols_of_exactly_this_library(string name)
    {
        var package = libraries.Open(name);
        package.Symbols.Keys.Should().BeEquivalentTo([$"{name}.nuspec", $"lib/net10.0/{name}.pdb"]);

        using var assembly = new PEReader(new MemoryStream(package.Assembly));
        using var symbols = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(package.SymbolFile));
        var codeView = assembly.ReadDebugDirectory().Single(entry => entry.Type == DebugDirectoryEntryType.CodeView);
        var wanted = new BlobContentId(assembly.ReadCodeViewDebugDirectoryData(codeView).Guid, codeView.Stamp);

        new BlobContentId(symbols.GetMetadataReader().DebugMetadataHeader!.Id).Should().Be(wanted);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_symbols_name_no_folder_of_the_machine_that_packed_them(string name)
    {
        using var symbols = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(libraries.Open(name).SymbolFile));
        var reader = symbols.GetMetadataReader();

        reader.Documents.Select(document => reader.GetString(reader.GetDocument(document).Name)).Should().NotBeEmpty()
            .And.OnlyContain(path => path.StartsWith("/_/", StringComparison.Ordinal));
    }
}
