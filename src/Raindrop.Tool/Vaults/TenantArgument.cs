using System.CommandLine;
using System.CommandLine.Parsing;
using Raindrop.Tenancy;

namespace Raindrop.Tool.Vaults;

/// <summary>The argument that names tenants.</summary>
internal static class TenantArgument
{
    public const string Example = "pt4xw7c2yqk5nhd3mzr6vbaeof";

    public static Argument<TenantId[]> Many(ArgumentArity arity) => new("tenants")
    {
        Description = "The ids of tenants: see 'raindrop vault list'.",
        Arity = arity,
        CustomParser = result => [.. result.Tokens.Select(token => Parse(result, token.Value))],
    };

    public static Argument<TenantId> One() => new("tenant")
    {
        Description = "The tenant's id: see 'raindrop vault list'.",
        CustomParser = result => Parse(result, result.Tokens[0].Value),
    };

    private static TenantId Parse(ArgumentResult result, string text)
    {
        if (TenantId.TryParse(text, out var tenant)) return tenant;
        result.AddError($"A tenant's id has {TenantId.Length} characters of a-z and 2-7, such as {Example}.");
        return default;
    }
}
