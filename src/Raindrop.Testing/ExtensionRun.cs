using System.Runtime.ExceptionServices;
using Raindrop.Extensions;

namespace Raindrop.Testing;

/// <summary>What one run of an extension did.</summary>
public sealed class ExtensionRun
{
    /// <summary>The id of the input document; of a group, its schema, <c>:</c> and the group.</summary>
    public required string Input { get; init; }

    /// <summary>What it emitted, ordered by id; empty where it failed, as nothing is written then.</summary>
    public required IReadOnlyList<HarnessOutput> Documents { get; init; }

    /// <summary>What it read through its context, in the order in which it asked, also where nothing was there.</summary>
    public required IReadOnlyList<HarnessRead> Reads { get; init; }

    /// <summary>The credentials that it opened through its context, in the order in which it asked.</summary>
    public required IReadOnlyList<CredentialUse> Credentials { get; init; }

    /// <summary>Why it failed, or <see langword="null"/> if it did not. An exception of the extension's own counts as <see cref="DerivationFailure.ExtensionFailed"/>.</summary>
    public DerivationFailure? Failure { get; init; }

    /// <summary>The exception that it failed with, or <see langword="null"/>.</summary>
    public Exception? Exception { get; init; }

    /// <summary>What it took.</summary>
    public required RunCost Cost { get; init; }

    /// <summary>Throws the exception that the run failed with, if it failed.</summary>
    /// <returns>This run.</returns>
    public ExtensionRun EnsureSucceeded()
    {
        if (Exception is not null) ExceptionDispatchInfo.Throw(Exception);
        return this;
    }

    /// <summary>The only document that was emitted.</summary>
    /// <exception cref="InvalidOperationException">It emitted none or several.</exception>
    public HarnessOutput OnlyDocument() =>
        EnsureSucceeded().Documents is [var document] ? document : throw new InvalidOperationException($"The run emitted {Documents.Count} documents, not one.");

    /// <summary>The document that was emitted under a schema and key.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="key">The key.</param>
    /// <exception cref="InvalidOperationException">It emitted no such document.</exception>
    public HarnessOutput Document(string schema, string key) =>
        EnsureSucceeded().Documents.FirstOrDefault(document => document.Schema == schema && document.Key == key)
        ?? throw new InvalidOperationException($"The run emitted no '{schema}' document of that key, but {Documents.Count} others.");

    /// <summary>The input, and how many documents came of it; never their content.</summary>
    public override string ToString() => $"Run on {Input}: {Documents.Count} documents, {Reads.Count} reads{(Failure is null ? "" : $", {Failure}")}";
}
