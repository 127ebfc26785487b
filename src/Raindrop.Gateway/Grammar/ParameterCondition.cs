using Raindrop.Tenancy;

namespace Raindrop.Gateway.Grammar;

/// <summary>A query parameter that makes an endpoint do something else, so that it has a row of its own.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="Values">The values that make the difference; none for any value.</param>
internal sealed record ParameterCondition(string Name, params string[] Values)
{
    public bool Holds(List<RequestParameter> given)
    {
        foreach (var parameter in given)
        {
            if (parameter.Name == Name) return Values.Length == 0 || Values.Contains(parameter.Value);
        }

        return false;
    }

    public override string ToString() => Values.Length == 0 ? $"`{Name}`" : string.Join(", ", Values.Select(value => $"`{Name}={value}`"));
}
