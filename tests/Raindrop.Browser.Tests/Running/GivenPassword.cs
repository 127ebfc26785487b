using Mailroom.Credentials;
using Raindrop.Credentials;

namespace Raindrop.Browser.Tests.Running;

/// <summary>Answers with a password.</summary>
internal sealed class GivenPassword(string password) : IPasswordPrompt
{
    public Task<Secret> AskAsync(CancellationToken cancellationToken) => Task.FromResult(Secret.FromText(password));
}
