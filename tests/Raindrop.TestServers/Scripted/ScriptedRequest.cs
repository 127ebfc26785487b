using System.Text;

namespace Raindrop.TestServers.Scripted;

/// <summary>A request as it came over the socket.</summary>
/// <param name="Method">The method.</param>
/// <param name="Target">The path and query, as they were sent.</param>
/// <param name="Headers">The headers by name, whatever the case.</param>
/// <param name="Body">The body.</param>
public sealed record ScriptedRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body);
}
