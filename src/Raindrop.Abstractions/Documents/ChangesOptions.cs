namespace Raindrop.Documents;

/// <summary>What a changes feed delivers.</summary>
public sealed record ChangesOptions
{
    /// <summary>How long the feed goes on.</summary>
    /// <value>Default: <see cref="ChangesFeedKind.Normal"/>.</value>
    public ChangesFeedKind Kind { get; init; }

    /// <summary>The sequence after which to start, opaque, as a feed gave it; <see langword="null"/> for the beginning, <c>now</c> for the end.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public string? Since { get; init; }

    /// <summary>The greatest number of changes, 1 or more; <see langword="null"/> for all. Not for continuous feeds.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public int? Limit { get; init; }

    /// <summary>Whether each change carries the document, attachments as stubs.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool IncludeDocuments { get; init; }

    /// <summary>Whether each change names every leaf revision, conflicts included, rather than the winning one.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool AllLeaves { get; init; }

    /// <summary>Only changes of these documents, or <see langword="null"/> for all.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public IReadOnlyList<string>? DocumentIds { get; init; }

    /// <summary>Only changes of documents that match this Mango selector (a JSON object in UTF-8), or <see langword="null"/> for all. Needs <see cref="StoreCapabilities.ChangesSelector"/>.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public ReadOnlyMemory<byte>? Selector { get; init; }

    /// <summary>How often the server sends a sign of life in long-poll and continuous feeds. A feed that is silent for three times as long is dead and is opened again.</summary>
    /// <value>Default: 20 seconds.</value>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a long poll waits for the first change before it ends with none.</summary>
    /// <value>Default: 55 seconds, below CouchDB's own limit of 60.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(55);

    /// <summary>Only every so many changes is a <see cref="DocumentChange.Sequence"/> needed, 1 or more; larger values cost the server less. The feed's last sequence is always known.</summary>
    /// <value>Default: 1, every change.</value>
    public int SequenceInterval { get; init; } = 1;
}
