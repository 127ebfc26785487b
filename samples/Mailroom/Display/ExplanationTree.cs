using System.Globalization;
using Raindrop.Derivation;
using Spectre.Console;

namespace Mailroom.Display;

/// <summary>What a document was derived from, as a tree. What lies below a document is shown where the document first stands.</summary>
internal sealed class ExplanationTree
{
    private readonly Dictionary<string, DerivationExplanation> _told = new(StringComparer.Ordinal);
    private readonly HashSet<string> _shown = new(StringComparer.Ordinal);

    public static Tree Create(DerivationExplanation explanation)
    {
        var view = new ExplanationTree();
        view.Index(explanation);
        var tree = new Tree(Label(explanation, ""));
        view.Add(tree, explanation);
        return tree;
    }

    // An explanation tells each document once, though not always where this tree comes to it first.
    private void Index(DerivationExplanation explanation)
    {
        if (explanation.Inputs.Count + explanation.Reads.Count > 0) _told.TryAdd(explanation.DocumentId, explanation);
        foreach (var below in explanation.Inputs.Concat(explanation.Reads)) Index(below);
    }

    private void Add(IHasTreeNodes parent, DerivationExplanation mentioned)
    {
        if (!_told.TryGetValue(mentioned.DocumentId, out var explanation)) return;
        if (!_shown.Add(explanation.DocumentId))
        {
            parent.AddNode("[dim]as above[/]");
            return;
        }

        foreach (var input in explanation.Inputs) Add(parent.AddNode(Label(input, "")), input);
        foreach (var read in explanation.Reads) Add(parent.AddNode(Label(read, "read ")), read);
        if (explanation.MemberCount > explanation.Inputs.Count)
            parent.AddNode(string.Create(CultureInfo.InvariantCulture, $"[dim]and {explanation.MemberCount - explanation.Inputs.Count} more[/]"));
    }

    private static string Label(DerivationExplanation one, string prefix)
    {
        var what = one switch
        {
            { IsAbsent: true } => "not there",
            { Extension: { } extension } => string.Create(CultureInfo.InvariantCulture, $"by {extension} version {one.ExtensionVersion}, revision {Short(one.Revision)}"),
            { Revision: null } => string.Create(CultureInfo.InvariantCulture, $"{one.MemberCount} documents"),
            _ => $"source, revision {Short(one.Revision)}",
        };
        return $"[dim]{prefix}[/]{Markup.Escape(one.DocumentId)} [dim]{Markup.Escape(what)}[/]";
    }

    private static string Short(string? revision) => revision is { Length: > 10 } ? revision[..10] : revision ?? "";
}
