using Mailroom.Credentials;
using Raindrop.Credentials;

namespace Mailroom.Tests.Support;

/// <summary>Somebody who answers with these passwords, one after the other, and is not to be asked oftener.</summary>
internal sealed class ScriptedPrompt(params string[] answers) : IPasswordPrompt
{
    public int Asked { get; private set; }

    public Task<Secret> AskAsync(CancellationToken cancellationToken) =>
        Asked < answers.Length ? Task.FromResult(Secret.FromText(answers[Asked++])) : throw new InvalidOperationException("Nobody is to be asked here.");
}
