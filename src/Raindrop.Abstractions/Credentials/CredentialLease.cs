using System.Diagnostics;
using System.Text.Json.Serialization;

namespace Raindrop.Credentials;

/// <summary>An opened credential. Dispose it as soon as it is used: its secrets are zeroed.</summary>
/// <param name="info">What is known of it.</param>
/// <param name="credential">The credential in the clear, which the lease disposes.</param>
[DebuggerDisplay("(credential lease)")]
[DebuggerTypeProxy(typeof(HiddenInDebugger))]
[JsonConverter(typeof(SecretJsonConverter))]
public sealed class CredentialLease(CredentialInfo info, Credential credential) : IDisposable
{
    /// <summary>What is known of it.</summary>
    public CredentialInfo Info { get; } = info;

    /// <summary>The credential in the clear, until the lease is disposed.</summary>
    public Credential Credential { get; } = credential;

    /// <summary>Zeroes the secrets.</summary>
    public void Dispose() => Credential.Dispose();

    /// <summary>Tells nothing.</summary>
    public override string ToString() => "(credential lease)";
}
