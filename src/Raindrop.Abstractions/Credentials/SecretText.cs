using System.Text;

namespace Raindrop.Credentials;

/// <summary>The one place where the promise of <see cref="Secret"/> ends: for libraries that take a secret as a string only.</summary>
public static class SecretText
{
    /// <summary>
    /// The secret as a string. A string cannot be zeroed: it stays in memory until the collector reuses the space, and shows itself in a debugger and
    /// in whatever it is joined to. Use it for a library that takes nothing else, at the moment of the call, and keep it in no field.
    /// </summary>
    /// <param name="secret">A secret that is text in UTF-8.</param>
    /// <exception cref="ObjectDisposedException">The secret was disposed.</exception>
    public static string RevealAsString(this Secret secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        using var lease = secret.Read();
        return Encoding.UTF8.GetString(lease.Bytes);
    }
}
