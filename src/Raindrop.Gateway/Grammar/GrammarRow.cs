using Raindrop.Tenancy;

namespace Raindrop.Gateway.Grammar;

/// <summary>One row of the grammar: an endpoint, the methods that it takes, the operation that this is, and who may do it.</summary>
internal sealed record GrammarRow
{
    /// <summary>The path below the mount.</summary>
    public required PathTemplate Path { get; init; }

    public required string[] Methods { get; init; }

    public required TenantOperation Operation { get; init; }

    public required OperationAccess Access { get; init; }

    /// <summary>Whether it writes.</summary>
    public bool IsWrite { get; init; }

    /// <summary>The body of a <c>POST</c> or <c>PUT</c>; the other methods take none.</summary>
    public RequestBodyKind Body { get; init; }

    public Parameter[] Parameters { get; init; } = [];

    /// <summary>The parameter that makes it this row and not the next of the same path and method; <see langword="null"/> for none.</summary>
    public ParameterCondition? When { get; init; }

    /// <summary>Whether a custom filter may be named, which then takes parameters of its own.</summary>
    public bool TakesFilterParameters { get; init; }

    public RequestBodyKind BodyOf(string method) => method is "POST" or "PUT" ? Body : RequestBodyKind.None;

    public Parameter? FindParameter(string name) => Array.Find(Parameters, parameter => parameter.IsNamed(name));
}
