using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Raindrop.Documents;
using Raindrop.Keys;
using Raindrop.Tenancy;

namespace Raindrop.Tool.Tests;

/// <summary>The commands on a vault, as processes of their own, on the stores that a vault may be on.</summary>
public sealed class VaultCommandTests
{
    public static TheoryData<string> Stores => [.. TestVault.Stores];

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Tenants_are_listed_with_the_state_of_their_keys(string store)
    {
        await using var vault = await TestVault.CreateAsync(store);
        TenantId[] tenants = [await vault.StoreAsync(), await vault.StoreAsync(), await vault.StoreAsync()];
        (await vault.RunAsync("vault", "suspend", tenants[1].Value)).ShouldBe(ExitCode.Done).Output.Should().Contain(tenants[1].Value).And.Contain("60 seconds");

        var listed = (await vault.RunAsync("vault", "list", "--json")).ShouldBe(ExitCode.Done).Json;
        var key = vault.Ring.List()[0].Id;

        listed.Select(one => (string?)one["tenant"]).Should().BeEquivalentTo(tenants.Select(tenant => tenant.Value));
        listed.Single(one => (string?)one["tenant"] == tenants[1].Value)["state"]!.ToString().Should().Be("Suspended");
        listed.Should().OnlyContain(one => (string)one["keys"]![0]!["keyEncryptionKeyId"]! == key);
        (await vault.RunAsync("vault", "list")).ShouldBe(ExitCode.Done).Output.Should().MatchRegex($"{tenants[1]} +suspended").And.MatchRegex($"{tenants[0]} +active")
            .And.Contain($"3 tenants: 2 active, 1 suspended, 0 shredded. Key encryption keys in use: {key} (3 keys).");
        (await vault.RunAsync("vault", "list", tenants[0].Value, "--json")).ShouldBe(ExitCode.Done).Json.Should().ContainSingle();
        (await vault.RunAsync("vault", "list", TenantId.New().Value)).ShouldBe(ExitCode.Failed);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_suspended_tenants_credentials_cannot_be_opened_until_it_is_resumed(string store)
    {
        await using var vault = await TestVault.CreateAsync(store);
        var tenant = await vault.StoreAsync();

        (await vault.RunAsync("vault", "suspend", tenant.Value)).ShouldBe(ExitCode.Done);
        await vault.RestartAsync();
        (await FluentActions.Awaiting(() => vault.OpenAsync(tenant)).Should().ThrowAsync<TenantKeyException>()).Which.Failure.Should().Be(TenantKeyFailure.Suspended);

        (await vault.RunAsync("vault", "resume", tenant.Value)).ShouldBe(ExitCode.Done);
        await vault.RestartAsync();
        (await vault.OpenAsync(tenant)).Should().Be(TestVault.Password);
        (await vault.RunAsync("vault", "suspend", tenant.Value, TenantId.New().Value)).ShouldComplain(ExitCode.Failed, "has no key");
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task The_key_encryption_key_is_changed_and_the_old_one_retired(string store)
    {
        await using var vault = await TestVault.CreateAsync(store);
        List<TenantId> tenants = [];
        for (var i = 0; i < 5; i++) tenants.Add(await vault.StoreAsync());
        (await vault.RunAsync("vault", "backup", vault.BackupFile)).ShouldBe(ExitCode.Done);
        var old = vault.Ring.List()[0].Id;
        var current = vault.Ring.Promote(vault.Ring.Add().Id).Id;

        var done = (await vault.RunAsync("vault", "rotate-key-encryption-key", "--json")).ShouldBe(ExitCode.Done).Json.Single();
        done["keyEncryptionKeyId"]!.ToString().Should().Be(current);
        ((int)done["tenants"]!, (int)done["rewrapped"]!, (bool)done["isComplete"]!).Should().Be((5, 6, true), "the key of the backup is wrapped anew too");
        (await vault.RunAsync("vault", "rotate-key-encryption-key")).ShouldBe(ExitCode.Done).Output.Should().Contain("0 keys wrapped anew").And.Contain("the old one can be retired");

        (await ToolProcess.RunAsync("keyring", "retire", old, "--yes", "--file", vault.KeyRing)).ShouldBe(ExitCode.Done);
        await vault.RestartAsync();
        foreach (var tenant in tenants) (await vault.OpenAsync(tenant)).Should().Be(TestVault.Password);
        (await vault.RunAsync("vault", "restore", vault.BackupFile)).ShouldBe(ExitCode.Done).Output.Should().Contain("5 kept as they are");
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task What_was_lost_comes_back_from_a_backup_and_who_was_shredded_does_not(string store)
    {
        await using var vault = await TestVault.CreateAsync(store);
        var (kept, shredded) = (await vault.StoreAsync(), await vault.StoreAsync());
        var backup = (await vault.RunAsync("vault", "backup", vault.BackupFile, "--json")).ShouldBe(ExitCode.Done).Json.Single();
        ((int)backup["tenants"]!).Should().Be(2);
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(vault.BackupFile).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (await vault.RunAsync("vault", "backup", vault.BackupFile)).ShouldComplain(ExitCode.Usage, "not overwritten");

        (await vault.RunAsync("vault", "shred", shredded.Value)).ShouldComplain(ExitCode.Usage, "--yes");
        if (await vault.CompactsAsync())
        {
            var receipt = (await vault.RunAsync("vault", "shred", shredded.Value, "--yes", "--json")).ShouldBe(ExitCode.Done).Json.Single();
            receipt["tenant"]!.ToString().Should().Be(shredded.Value);
            DateTimeOffset.Parse(receipt["lastBackupDiesAt"]!.ToString(), CultureInfo.InvariantCulture).Should().Be(DateTimeOffset.Parse(backup["readableUntil"]!.ToString(), CultureInfo.InvariantCulture));
            (await vault.RunAsync("vault", "shred", shredded.Value, "--yes")).ShouldBe(ExitCode.Done).Output.Should().Contain("The last backup of them dies at");
        }
        else
        {
            (await vault.RunAsync("vault", "shred", shredded.Value, "--yes")).ShouldComplain(ExitCode.Failed, "lacks Compaction");
        }

        await vault.Server.DeleteDatabaseAsync(vault.Keys);
        (await vault.RunAsync("vault", "restore", vault.BackupFile)).ShouldBe(ExitCode.Done).Output.Should().Contain("2 tenants in the backup: 1 restored").And.Contain("1 stay shredded");
        await vault.RestartAsync();
        (await vault.OpenAsync(kept)).Should().Be(TestVault.Password);
        (await FluentActions.Awaiting(() => vault.OpenAsync(shredded)).Should().ThrowAsync<TenantKeyException>()).Which.Failure.Should().Be(TenantKeyFailure.Shredded);
    }

    [Fact]
    public async Task A_slip_in_an_id_gets_no_receipt_and_who_was_deleted_or_damaged_can_be_shredded_still()
    {
        await using var vault = await TestVault.CreateAsync();
        var (damaged, stranger) = (await vault.StoreAsync(), TenantId.New());
        var database = vault.Server.GetDatabase(vault.Keys);
        var stored = (await database.GetAsync(new DocumentReference($"rd.tenantkey:{damaged}")))!;
        await database.PutAsync(new Document { Id = stored.Id, Revision = stored.Revision, Content = "{}"u8.ToArray() });

        (await vault.RunAsync("vault", "shred", stranger.Value, "--yes")).ShouldComplain(ExitCode.Usage, "check the id");
        (await vault.RunAsync("vault", "list", stranger.Value)).ShouldBe(ExitCode.Failed, "nothing was written");
        (await vault.RunAsync("vault", "shred", stranger.Value, "--yes", "--unknown")).ShouldBe(ExitCode.Done).Output.Should().Contain("were destroyed");
        (await vault.RunAsync("vault", "shred", damaged.Value, "--yes")).ShouldBe(ExitCode.Done).Output.Should().Contain("were destroyed");
    }

    [Fact]
    public async Task Keys_of_backups_whose_time_is_over_are_destroyed_where_no_host_runs()
    {
        await using var vault = await TestVault.CreateAsync();
        (await vault.RunAsync("vault", "backup", vault.BackupFile)).ShouldBe(ExitCode.Done);
        string[] expire = ["vault", "expire-backups", .. vault.Options];

        (await ToolProcess.RunAsync(expire)).ShouldBe(ExitCode.Done).Output.Should().Contain("No key of a backup had outlived its time");
        var late = new FakeTimeProvider(TimeProvider.System.GetUtcNow() + TimeSpan.FromDays(30));
        ((int)(await InProcess.RunAsync([.. expire, "--json"], late)).ShouldBe(ExitCode.Done).Json.Single()["destroyed"]!).Should().Be(1);
        (await vault.RunAsync("vault", "restore", vault.BackupFile)).ShouldComplain(ExitCode.Failed, "was destroyed");
        (await ToolProcess.RunAsync("vault", "expire-backups", "--embedded", vault.Folder.PathOf("store"))).ShouldComplain(ExitCode.Usage, "--backup-keys");
    }

    [Fact]
    public async Task A_command_that_is_not_told_how_long_backups_live_destroys_none_that_the_hosts_keep_longer()
    {
        await using var vault = await TestVault.CreateAsync();
        await vault.StoreAsync();
        (await vault.RunAsync("vault", "backup", vault.BackupFile, "--backup-lifetime", "90")).ShouldBe(ExitCode.Done);
        var later = new FakeTimeProvider(TimeProvider.System.GetUtcNow() + TimeSpan.FromDays(60));

        (await InProcess.RunAsync(["vault", "restore", vault.BackupFile, .. vault.Options], later)).ShouldBe(ExitCode.Done).Output.Should().Contain("1 kept as they are");
        ((int)(await InProcess.RunAsync(["vault", "expire-backups", "--backup-lifetime", "30", "--json", .. vault.Options], later)).ShouldBe(ExitCode.Done).Json.Single()["destroyed"]!).Should().Be(1);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task The_audit_trail_is_shown_and_verified_and_what_was_changed_or_cut_off_is_found(string store)
    {
        await using var vault = await TestVault.CreateAsync(store);
        var (whole, cut) = (await vault.StoreAsync(), await vault.StoreAsync());
        foreach (var tenant in (TenantId[])[whole, cut]) await vault.OpenAsync(tenant);

        (await vault.RunAsync("vault", "audit", "show", whole.Value)).ShouldBe(ExitCode.Done).Output.Should().MatchRegex(@"test +Open +Done +mail\.imap +import");
        var entries = (await vault.RunAsync("vault", "audit", "show", whole.Value, "--json")).ShouldBe(ExitCode.Done).Json;
        entries.Select(entry => (int)entry["number"]!).Should().Equal(Enumerable.Range(1, entries.Count));
        (await vault.RunAsync("vault", "audit", "show", whole.Value, "--after", "1", "--json")).ShouldBe(ExitCode.Done).Json.Should().HaveCount(entries.Count - 1);
        (await vault.RunAsync("vault", "audit", "verify", "--all")).ShouldBe(ExitCode.Done).Output.Should().Contain("2 trails verified");
        var heads = vault.Folder.WritePrivate("heads.jsonl", (await vault.RunAsync("vault", "audit", "verify", "--all", "--json")).ShouldBe(ExitCode.Done).Output);

        var database = vault.Server.GetDatabase(vault.Trail);
        var last = await database.ReadRangeAsync(IdRange.StartingWith($"rd.audit:{cut}/")).LastAsync();
        await database.DeleteAsync(last.Id, last.Revision!);

        (await vault.RunAsync("vault", "audit", "verify", "--all")).ShouldBe(ExitCode.Done, "a trail that was cut off at its end looks whole");
        var found = (await vault.RunAsync("vault", "audit", "verify", "--all", "--heads", heads)).ShouldBe(ExitCode.Failed);
        found.Output.Should().MatchRegex($@"{cut} +\d+ +NO +\d+ Missing").And.MatchRegex($@"{whole} +\d+ +yes").And.Contain("1 trail of 2 not intact");
        (await vault.RunAsync("vault", "audit", "verify", "--all", "--heads", vault.KeyRing)).ShouldComplain(ExitCode.Usage, "verify --json");
    }
}
