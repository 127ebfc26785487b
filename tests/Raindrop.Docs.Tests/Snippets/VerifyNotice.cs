using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Raindrop.Credentials;
using Raindrop.Extensions;

namespace Raindrop.Docs.Tests.Snippets;

public sealed record Notice(string Text, string Signature);

public sealed record NoticeVerified(bool IsSigned);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Notice))]
[JsonSerializable(typeof(NoticeVerified))]
internal sealed partial class NoticesJson : JsonSerializerContext;

public sealed class VerifyNotice() : Extension<Notice>(
    new ExtensionDefinition
    {
        Id = "verify-notice",
        Version = 1,
        Inputs = ["notice"],
        Outputs = ["notice.verified"],
        Credentials = [new CredentialUse("webhook", "verify")],
    },
    NoticesJson.Default.Notice)
{
    protected override async ValueTask DeriveAsync(IDerivationContext context, Notice input, InputDocument document, CancellationToken cancellationToken)
    {
        using var lease = await context.OpenCredentialAsync("webhook", "verify", cancellationToken);
        context.Emit("notice.verified", document.Key, new NoticeVerified(IsSigned(input, lease.Credential.Value)), NoticesJson.Default.NoticeVerified);
    }

    private static bool IsSigned(Notice notice, Secret key)
    {
        using var bytes = key.Read();
        var expected = HMACSHA256.HashData(bytes.Bytes, Encoding.UTF8.GetBytes(notice.Text));
        return CryptographicOperations.FixedTimeEquals(expected, Convert.FromBase64String(notice.Signature));
    }
}
