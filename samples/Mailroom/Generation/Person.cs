namespace Mailroom.Generation;

/// <summary>Someone who writes letters.</summary>
internal sealed record Person(string Name, string Address)
{
    public string Host => Address[(Address.IndexOf('@', StringComparison.Ordinal) + 1)..];

    /// <summary>The person as a header names them, encoded where the name is not plain.</summary>
    public string ToHeader() => $"{Text.EncodedWord(Name)} <{Address}>";
}
