using Raindrop.Credentials.Records;
using Raindrop.Credentials.Tests.Audit;
using Raindrop.Keys;

namespace Raindrop.Credentials.Tests.Vault;

public sealed class AuditedCallsTests
{
    [Theory]
    [InlineData("the trail cannot be written")]
    [InlineData("its key was withdrawn")]
    [InlineData("the call was ended")]
    [InlineData("it is given")]
    public async Task A_credential_that_was_opened_is_zeroed_unless_it_is_given(string what)
    {
        await using var world = await VaultWorld.CreateAsync();
        using var ended = new CancellationTokenSource();
        var credential = VaultWorld.Password();
        var header = CredentialHeader.Of(world.Imap, credential, world.Time.GetUtcNow());
        if (what == "the trail cannot be written") world.AuditGate.Lose("put");
        if (what == "the call was ended") world.AuditGate.After("put", ended.CancelAsync);
        var opening = () => new AuditedCalls(world.Audit, world.Time).OpenAsync(
            AuditTrailTests.Note(world.Tenant, "a"),
            _ => ValueTask.FromResult(new OpenedCredential(header, "1-a", credential)),
            (_, _) => what == "its key was withdrawn" ? throw new TenantKeyException(world.Tenant, TenantKeyFailure.Suspended) : ValueTask.CompletedTask,
            ended.Token).AsTask();

        if (what == "it is given")
        {
            using var lease = await opening();
            lease.Credential.Value.RevealAsString().Should().Be("correct horse");
        }
        else
        {
            await FluentActions.Awaiting(opening).Should().ThrowAsync<Exception>();
        }

        FluentActions.Invoking(() => credential.Value.Read().Dispose()).Should().Throw<ObjectDisposedException>();
    }
}
