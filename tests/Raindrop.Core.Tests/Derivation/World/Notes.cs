using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Raindrop.Core.Tests.Extensions;
using Raindrop.Documents;
using Raindrop.Extensions;
using Raindrop.Schemas;

namespace Raindrop.Core.Tests.Derivation.World;

/// <summary>
/// A small world of extensions that between them use every feature: several outputs, reads of sources and of what others derive that may find nothing,
/// two writers of one schema, groups, a group over groups, failures, attachments.
/// </summary>
internal static class Notes
{
    /// <summary>CouchDB writes JSON anew with as few escapes as possible; a group copies its members' text, so escapes that differ would show in it.</summary>
    private static readonly JsonSerializerOptions AsServersWrite = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static readonly SchemaDefinition Note = new("s.note", 1, SchemaKind.Source);

    public static readonly SchemaDefinition[] Schemas =
    [
        Note,
        .. new[] { "d.words", "d.link", "d.tagged", "d.peek", "d.sum", "d.inbox" }.Select(name => new SchemaDefinition(name, 1, SchemaKind.Derived)),
        new("d.tag", 1, SchemaKind.Derived) { AllowsOverrides = true },
    ];

    public static IReadOnlyList<IExtension> Extensions(Func<string, int>? version = null, Action<string, string>? ran = null) =>
    [
        One("words", ["s.note"], ["d.words"], version, ran, (context, input) =>
        {
            var note = input.GetProperty("text").GetString()!;
            if (note == "fail") throw new InvalidOperationException("It does not like this one.");
            var words = note.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            for (var i = 0; i < words.Length; i++) context.Emit("d.words", $"{context.Key}-{i}", $$"""{"word":"{{words[i]}}"}""");
        }),
        One("link", ["s.note"], ["d.link"], version, ran, async (context, input) =>
        {
            var target = input.GetProperty("ref").GetString()!;
            var found = target.Length == 0 ? null : await context.ReadAsync("s.note", target);
            var text = found is null ? "absent" : Text(found);
            // Another version says something else, so that what an older host leaves behind is seen.
            var saying = (version?.Invoke("link") ?? 1) == 1 ? $$"""{"sees":"{{text}}"}""" : $$"""{"sees":"{{text}}","length":{{text.Length}}}""";
            context.Emit("d.link", $"{input.GetProperty("group").GetString()}/{context.Key}", saying).Attach("seen.bin", "application/octet-stream", found?.Content ?? default);
        }, reads: ["s.note"]),
        One("tag-a", ["s.note"], ["d.tag"], version, ran, (context, input) => context.Emit("d.tag", context.Key, $$"""{"a":{{input.GetProperty("text").GetString()!.Length}},"by":"a"}""")),
        One("tag-b", ["s.note"], ["d.tag"], version, ran, (context, input) =>
        {
            if (input.GetProperty("text").GetString()!.Length > 4) context.Emit("d.tag", context.Key, """{"b":true,"by":"b"}""");
        }, confidence: 80),
        One("tagged", ["d.tag"], ["d.tagged"], version, ran, (context, input) => context.Emit("d.tagged", context.Key, input.GetRawText())),
        One("peek", ["s.note"], ["d.peek"], version, ran, async (context, input) =>
        {
            var found = await context.ReadAsync("d.tagged", input.GetProperty("ref").GetString() is { Length: > 0 } target ? target : "none");
            context.Emit("d.peek", context.Key, $$"""{"tag":{{(found is null ? "null" : Encoding.UTF8.GetString(found.Content.Span))}}}""");
        }, reads: ["d.tagged"]),
        Group("sum", "d.link", "d.sum", InputGrouping.FirstKeySegment, version, ran),
        Group("inbox", "d.sum", "d.inbox", InputGrouping.WholeSchema, version, ran),
    ];

    public static Document Of(string key, string text, string group = "g", string target = "", string? revision = null) =>
        WithRevision(SourceDocument.Create(Note, key, JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["text"] = text, ["group"] = group, ["ref"] = target })), revision);

    public static ExtensionRegistry Registry(Func<string, int>? version = null, Action<string, string>? ran = null) => ExtensionRegistry.Create(Schemas, Extensions(version, ran));

    private static Document WithRevision(Document document, string? revision) => new() { Id = document.Id, Content = document.Content, Revision = revision };

    private static string Text(InputDocument document) => JsonDocument.Parse(document.Content).RootElement.GetProperty("text").GetString()!;

    private static TestExtension One(string id, string[] inputs, string[] outputs, Func<string, int>? version, Action<string, string>? ran, Action<Run, JsonElement> run, string[]? reads = null, int confidence = 50) =>
        One(id, inputs, outputs, version, ran, (context, input) =>
        {
            run(context, input);
            return ValueTask.CompletedTask;
        }, reads, confidence);

    private static TestExtension One(string id, string[] inputs, string[] outputs, Func<string, int>? version, Action<string, string>? ran, Func<Run, JsonElement, ValueTask> run, string[]? reads = null, int confidence = 50) =>
        new(
            new ExtensionDefinition { Id = id, Version = version?.Invoke(id) ?? 1, Inputs = inputs, Outputs = outputs, Reads = reads ?? [], Confidence = confidence },
            async (context, input, _) =>
            {
                ran?.Invoke(id, input.Key);
                await run(new Run(context, input.Key), JsonDocument.Parse(input.Document.Content).RootElement);
            });

    private static TestExtension Group(string id, string from, string to, InputGrouping grouping, Func<string, int>? version, Action<string, string>? ran) =>
        new(
            new ExtensionDefinition { Id = id, Version = version?.Invoke(id) ?? 1, Inputs = [from], Outputs = [to], Grouping = grouping },
            async (context, input, token) =>
            {
                ran?.Invoke(id, input.Key);
                var lines = new List<string>();
                await foreach (var member in input.Members.WithCancellation(token)) lines.Add($"{member.Key}={Encoding.UTF8.GetString(member.Content.Span)}");
                context.Emit(to, input.Key.Length == 0 ? "all" : input.Key, JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, List<string>> { ["lines"] = lines }, AsServersWrite));
            });

    /// <summary>A context with the key of its input at hand.</summary>
    internal readonly record struct Run(IDerivationContext Context, string Key)
    {
        public IEmittedDocument Emit(string schema, string key, string payload) => Context.Emit(schema, key, Encoding.UTF8.GetBytes(payload));

        public ValueTask<InputDocument?> ReadAsync(string schema, string key) => Context.ReadAsync(schema, key);
    }
}
