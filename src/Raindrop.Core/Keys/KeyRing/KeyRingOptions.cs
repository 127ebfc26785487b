namespace Raindrop.Keys.KeyRing;

/// <summary>Where the key ring of a host is. Checked when the host starts.</summary>
public sealed class KeyRingOptions
{
    /// <summary>The key ring's file, made by <c>raindrop keyring create</c>. Only the user that runs the host may read it.</summary>
    /// <value>Required; a path, absolute or relative to the current directory.</value>
    public string Path { get; set; } = "";
}
