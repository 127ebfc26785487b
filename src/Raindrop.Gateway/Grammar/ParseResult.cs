namespace Raindrop.Gateway.Grammar;

/// <summary>What became of a request: a target that is understood, or the reason why not.</summary>
internal readonly record struct ParseResult
{
    private ParseResult(ParsedTarget? target, GrammarRefusal refusal, string? allow)
    {
        Target = target;
        Refusal = refusal;
        Allow = allow;
    }

    /// <summary>The parsed request; <see langword="null"/> where it is refused.</summary>
    public ParsedTarget? Target { get; }

    public GrammarRefusal Refusal { get; }

    /// <summary>The methods that the endpoint takes, for the <c>Allow</c> header, with <see cref="GrammarRefusal.UnknownMethod"/>.</summary>
    public string? Allow { get; }

    public static implicit operator ParseResult(GrammarRefusal refusal) => new(null, refusal, null);

    public static implicit operator ParseResult(ParsedTarget target) => new(target, GrammarRefusal.None, null);

    public static ParseResult MethodNotAllowed(string allow) => new(null, GrammarRefusal.UnknownMethod, allow);
}
