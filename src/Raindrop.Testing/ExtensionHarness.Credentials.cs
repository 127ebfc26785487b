using Raindrop.Credentials;
using Raindrop.Extensions;

namespace Raindrop.Testing;

public sealed partial class ExtensionHarness
{
    /// <summary>Gives a credential of the tenant. What the extension declares and is not given, the tenant does not have.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="purpose">Its purpose.</param>
    /// <param name="credential">The credential. Each run gets a copy; it stays the test's to dispose, when all runs have ended.</param>
    /// <returns>This harness.</returns>
    /// <exception cref="ArgumentException">The name or the purpose is not a label.</exception>
    public ExtensionHarness GivenCredential(string name, string purpose, Credential credential)
    {
        _given.AddCredential(new CredentialUse(name, purpose), credential);
        return this;
    }
}
