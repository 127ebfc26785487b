using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Raindrop.Gateway.Grammar;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Tests.Grammar;

/// <summary>Parses targets below the mount of the tests.</summary>
internal static class Targets
{
    public const string Mount = "/db";

    /// <summary>The name by which the tests' tenant calls its database.</summary>
    public const string Tenant = "aaaaaaaaaaaaaaaaaaaaaaaaaa";

    /// <summary>What the database is really called; the slash is CouchDB's own trap.</summary>
    public const string Database = "t7/mail+x";

    public const string EncodedDatabase = "t7%2Fmail%2Bx";

    public static readonly TargetParser Parser = new(Mount);

    public static ParseResult Parse(string method, string target, params (string Name, string Value)[] headers)
    {
        var dictionary = new HeaderDictionary();
        foreach (var (name, value) in headers) dictionary[name] = StringValues.Concat(dictionary[name], value);
        return Parser.Parse(method, target, dictionary);
    }

    public static ParsedTarget Accept(string method, string target, params (string Name, string Value)[] headers)
    {
        var result = Parse(method, target, headers);
        result.Refusal.Should().Be(GrammarRefusal.None, "{0} {1} is in the grammar", method, target);
        return result.Target!;
    }

    public static string? Value(ParsedTarget target, string parameter) => target.Request.FindParameter(parameter);

    public static bool IsRefused(ParsedTarget target) => target.Request.Access == OperationAccess.Refused;
}
