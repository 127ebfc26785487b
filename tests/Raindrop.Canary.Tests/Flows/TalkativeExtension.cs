using Raindrop.Credentials;
using Raindrop.Extensions;

namespace Raindrop.Canary.Tests.Flows;

/// <summary>An extension that opens a credential and is careless with it, in as many ways as there are keys of documents.</summary>
internal sealed class TalkativeExtension : IExtension
{
    /// <summary>What it does with a document of this key.</summary>
    public static IReadOnlyList<string> Keys { get; } = ["uses", "keeps", "throws", "throws-deep", "refuses", "undeclared"];

    public ExtensionDefinition Definition { get; } = new() { Id = "talkative", Version = 1, Inputs = ["s.note"], Outputs = ["d.note"], Credentials = [new CredentialUse("mail.imap", "import")] };

    public async ValueTask DeriveAsync(IDerivationContext context, DerivationInput input, CancellationToken cancellationToken)
    {
        var key = input.Key;
        var lease = await context.OpenCredentialAsync(key == "undeclared" ? "mail.smtp" : "mail.imap", "import", cancellationToken);
        var secret = lease.Credential.Value.RevealAsString();
        if (key != "keeps") lease.Dispose();
        throw key switch
        {
            "throws" => new InvalidOperationException($"It is {secret}.") { Data = { ["secret"] = secret } },
            "throws-deep" => new AggregateException($"It is {secret}.", new IOException(secret, new FormatException(secret))),
            "refuses" => new DerivationException(DerivationFailure.InvalidInput, $"It is {secret}."),
            _ => new OperationCanceledException(secret),
        };
    }
}
