using Raindrop.Credentials.Tests.Keys;
using Raindrop.Embedded;
using Raindrop.Tenancy;

namespace Raindrop.Credentials.Tests.Processes;

/// <summary>What is left when a process with a vault is killed in the midst of its work.</summary>
public sealed class KillTests
{
    internal static readonly TenantId Tenant = TenantId.Parse("aaaaaaaaaaaaaaaaaaaaaaaaaa");
    private static readonly int Rounds = Environment.GetEnvironmentVariable("RAINDROP_SOAK") == "1" ? 30 : 3;

    [Fact]
    public async Task Every_record_is_whole_and_the_trail_knows_of_everything_that_was_done()
    {
        var folder = Directory.CreateTempSubdirectory("raindrop-vault-kill-").FullName;
        using (var server = new EmbeddedServer(new EmbeddedOptions { Folder = folder }))
        {
            await server.CreateDatabaseAsync("credentials");
            await server.CreateDatabaseAsync("audit");
        }

        List<string> said = [];
        for (var round = 0; round < Rounds; round++)
        {
            using var child = new ChildProcess(ChildRoles.Storer, folder);
            for (var line = 0; line < 5 + (round * 4); line++) said.Add((await child.SaysAsync())!);
            said.AddRange(await child.KillAsync());
        }

        using (var server = new EmbeddedServer(new EmbeddedOptions { Folder = folder }))
        {
            var (vault, audit) = ChildRoles.Open(server, new MemoryKeys());
            using var disposeAudit = audit;
            var verified = await audit.VerifyAsync(Tenant);
            verified.Should().BeEquivalentTo(new { IsIntact = true, Forks = 0L });
            var entries = await audit.ReadAsync(Tenant).ToListAsync();
            var requests = entries.Where(entry => entry.Note.Outcome == AuditOutcome.Requested).ToList();
            requests.Count(request => entries.All(entry => entry.Note.Request != request.Number)).Should().BeLessThanOrEqualTo(Rounds, "only what a process was at when it was killed has no end");
            entries.Count(entry => entry.Note is { Action: AuditAction.Open, Outcome: AuditOutcome.Done }).Should().BeGreaterThanOrEqualTo(said.Count, "what was given was noted before");

            var last = said.Select(line => line.Split(' ', 2)).GroupBy(parts => parts[0]).ToDictionary(group => group.Key, group => group.Last()[1]);
            await foreach (var info in vault.ListAsync(Tenant))
            {
                using var opened = await vault.OpenAsync(info.Reference, VaultWorld.Access);
                var value = opened.Credential.Value.RevealAsString();
                if (last.TryGetValue(info.Reference.Name, out var told)) Number(value).Should().BeGreaterThanOrEqualTo(Number(told));
            }
        }

        Directory.Delete(folder, recursive: true);
    }

    private static int Number(string value) => int.Parse(value.Split(' ')[1]);
}
