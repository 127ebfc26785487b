namespace Raindrop.Gateway.Hostile.Running;

/// <summary>Something that must not be.</summary>
/// <param name="What">What.</param>
/// <param name="Number">At which request; -1 for none of them by itself.</param>
/// <param name="Request">What was sent, readable and not whole.</param>
/// <param name="Answer">What came back.</param>
internal sealed record Violation(string What, long Number = -1, string Request = "", string Answer = "")
{
    private const int Longest = 600;

    /// <summary>Makes bytes readable.</summary>
    public static string Show(byte[] bytes)
    {
        var text = string.Concat(bytes.Take(Longest).Select(b => b is >= 32 and < 127 ? ((char)b).ToString() : b == '\n' ? "\\n\n" : b == '\r' ? "\\r" : $"\\x{b:x2}"));
        return bytes.Length > Longest ? $"{text}… ({bytes.Length:N0} bytes)" : text;
    }

    public override string ToString() => $"{(Number < 0 ? "" : $"request {Number}: ")}{What}\n{Request}\n{Answer}";
}
