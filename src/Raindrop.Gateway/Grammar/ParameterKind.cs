namespace Raindrop.Gateway.Grammar;

/// <summary>What values a query parameter takes.</summary>
internal enum ParameterKind
{
    /// <summary>Any text.</summary>
    Text = 0,

    /// <summary>JSON, whose text is kept and which CouchDB reads.</summary>
    Json,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Flag,

    /// <summary>A number without sign.</summary>
    Count,

    /// <summary>One of a few words.</summary>
    Choice,

    /// <summary>A number without sign, or <c>true</c>.</summary>
    CountOrTrue,
}
