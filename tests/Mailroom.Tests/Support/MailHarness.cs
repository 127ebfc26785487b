using Mailroom.Schemas;
using Raindrop.Extensions;
using Raindrop.Testing;

namespace Mailroom.Tests.Support;

/// <summary>Runs single extensions, and chains of them, in memory.</summary>
internal static class MailHarness
{
    public static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Runs an extension on a raw message.</summary>
    public static Task<ExtensionRun> RunAsync(IExtension extension, byte[] raw) => new ExtensionHarness(extension)
        .GivenSource(MailSchemas.Message, "key", new SourceMessage(raw.Length), MailJson.Default.SourceMessage)
        .WithAttachment(SourceMessage.AttachmentName, "message/rfc822", raw)
        .RunAsync(Token);

    /// <summary>Runs an extension on the header of a raw message.</summary>
    public static Task<ExtensionRun> RunOnEmailAsync(IExtension extension, byte[] raw) => new ExtensionHarness(extension)
        .GivenDerived(MailSchemas.Email, "key", Mailroom.Mail.EmailReader.Read(Mailroom.Mail.MessageParser.ReadHeader(raw)), MailJson.Default.Email)
        .RunAsync(Token);

    /// <summary>Runs extensions one after the other on messages by key, each on everything there is by then.</summary>
    public static async Task<IReadOnlyList<HarnessOutput>> ChainAsync(IReadOnlyDictionary<string, byte[]> messages, params IExtension[] extensions)
    {
        List<HarnessOutput> outputs = [];
        foreach (var extension in extensions)
        {
            var harness = new ExtensionHarness(extension);
            foreach (var (key, raw) in messages)
            {
                harness.GivenSource(MailSchemas.Message, key, new SourceMessage(raw.Length), MailJson.Default.SourceMessage)
                    .WithAttachment(SourceMessage.AttachmentName, "message/rfc822", raw);
            }

            foreach (var output in outputs) harness.Given(output.Stored);
            foreach (var run in await harness.RunAllAsync(Token)) outputs.AddRange(run.EnsureSucceeded().Documents);
        }

        return outputs;
    }
}
