using Microsoft.Extensions.DependencyInjection;
using Raindrop.Derivation;
using Raindrop.Documents;
using Raindrop.Extensions;
using Raindrop.Schemas;

namespace Raindrop.Benchmarks.Load;

/// <summary>The product as a host registers it: some extensions, each with a schema of its own to read and one to write.</summary>
internal sealed class Pipeline : IDisposable
{
    private readonly ServiceProvider _services;
    private readonly List<CopyExtension> _extensions;

    /// <param name="count">The number of extensions.</param>
    /// <param name="version">The version of the first one; the others have version 1.</param>
    /// <param name="tellsVersion">Whether outputs change with the version.</param>
    public Pipeline(int count, int version = 1, bool tellsVersion = true)
    {
        _extensions = [.. Enumerable.Range(0, count).Select(n => Extension(n, n == 0 ? version : 1, tellsVersion))];
        var services = new ServiceCollection();
        services.AddRaindrop(raindrop =>
        {
            raindrop.Configure(options => options.IdentifierKey = Convert.ToBase64String(new byte[32]));
            foreach (var extension in _extensions)
                raindrop.AddSchema(extension.Definition.Inputs[0], 1, SchemaKind.Source).AddSchema(extension.Definition.Outputs[0], 1, SchemaKind.Derived).AddExtension(extension);
        });
        _services = services.BuildServiceProvider();
        Runner = _services.GetRequiredService<IDerivationRunner>();
    }

    public IDerivationRunner Runner { get; }

    public static string SourceSchema(int extension) => $"bench.item-{extension:00}";

    public static string OutputSchema(int extension) => $"bench.copy-{extension:00}";

    /// <summary>The document that the first extension writes for a source document, byte for byte.</summary>
    public Document OutputOf(DocumentReference source, Document body, string? revision)
    {
        var registry = ExtensionRegistry.From(_services.GetRequiredService<IExtensionRegistry>());
        var extension = _extensions[0];
        var schema = registry.Schemas[extension.Definition.Outputs[0]];
        if (!DocumentKey.TryParse(source.Id, out var key)) throw new ArgumentException("The id is not one of a source document.", nameof(source));
        var payload = extension.PayloadOf(DocumentEnvelope.PayloadOf(body.Content)).ToArray();
        var node = registry.Find(extension.Definition.Id)!;
        return new EmittedDocument(node, schema, key.Value.Key, payload).ToDocument(node, source.Id, source.Revision, revision);
    }

    public void Dispose() => _services.Dispose();

    private static CopyExtension Extension(int n, int version, bool tellsVersion) => new(
        new ExtensionDefinition { Id = $"bench.copier-{n:00}", Version = version, Inputs = [SourceSchema(n)], Outputs = [OutputSchema(n)] }, tellsVersion);
}
