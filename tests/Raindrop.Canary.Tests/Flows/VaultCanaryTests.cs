using System.Text.Json;
using Raindrop.Canary.Tests.Stores;
using Raindrop.Credentials;
using Raindrop.Documents;
using Raindrop.Keys;
using Raindrop.Tenancy;

namespace Raindrop.Canary.Tests.Flows;

/// <summary>
/// Distinctive secrets go through everything that can be done with a vault, while each request in its turn goes wrong in each way. Then whatever somebody could have
/// read is searched for them, and for every key.
/// </summary>
public sealed class VaultCanaryTests
{
    public static TheoryData<string, Fault> Runs => new(CanaryStore.Kinds.SelectMany(kind => Enum.GetValues<Fault>().Select(fault => (kind, fault)))
        // CouchDB is slower, and what it is sent is the same: the faults that differ there are those that it answers.
        .Where(run => run.kind == CanaryStore.Embedded || run.fault is Fault.None || (run.kind == CanaryStore.Couch && run.fault is Fault.AnswerLost)));

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task No_secret_and_no_key_shows_anywhere(string kind, Fault fault)
    {
        await using var world = await VaultWorld.CreateAsync(kind);
        await Steps.RunAsync(world, fault, Steps.All);
        if (fault == Fault.None)
        {
            world.Uncalled.Should().BeEmpty("each is a way for a secret to get out");
            world.Captured.CountOf("exception KeyBackupException").Should().BePositive("the file of backup keys was damaged");
            world.Captured.CountOf("exception KeyProviderException").Should().BePositive("the key ring was damaged");
        }

        world.StoredBytes.Should().BeGreaterThan(10_000);
        world.Captured.CountOf("exception").Should().BePositive();
        world.Captured.CountOf("metric").Should().BePositive();
        world.Captured.CountOf("activity").Should().BePositive();
        world.Captured.CountOf("log").Should().BePositive("the health check logs");
        world.Spy.Keys.Should().HaveCountGreaterThan(10);
        world.CheckLeaks();
    }

    [Fact]
    public async Task A_password_that_is_stored_as_it_is_and_a_key_that_is_talked_about_are_found()
    {
        await using var world = await VaultWorld.CreateAsync(CanaryStore.Embedded);
        await CredentialSteps.StoredAsync(world, TenantId.New());
        world.CheckLeaks();

        var body = JsonSerializer.SerializeToUtf8Bytes(new { Host = Convert.ToBase64String(world.Secrets.Host.Bytes.Span), Password = world.Secrets.Password.Text });
        await world.Database(VaultDatabase.Audit).PutAsync(new Document { Id = "careless", Content = body }, TestContext.Current.CancellationToken);
        world.FindLeaks().Should().Contain(leak => leak.Contains("raindrop-audit"));

        var key = world.Spy.Keys.First(one => one.Name == "tenant key");
        FluentActions.Invoking(() => throw new KeyProviderException(KeyProviderFailure.Unavailable, $"I cannot unwrap {Convert.ToHexStringLower(key.Bytes.Span)}.")).Should().Throw<KeyProviderException>();
        world.FindLeaks().Should().Contain("tenant key as hex in exception KeyProviderException");
    }
}
