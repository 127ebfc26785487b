using Raindrop.Credentials;

namespace Mailroom.Credentials;

/// <summary>Asks somebody for a password.</summary>
internal interface IPasswordPrompt
{
    /// <summary>Asks once. The caller disposes what is answered.</summary>
    /// <exception cref="NoPasswordException">None was given.</exception>
    Task<Secret> AskAsync(CancellationToken cancellationToken);
}
