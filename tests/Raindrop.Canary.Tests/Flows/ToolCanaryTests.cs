using Raindrop.Canary.Tests.Search;
using Raindrop.Canary.Tests.Stores;
using Raindrop.Credentials;
using Raindrop.Tenancy;
using Raindrop.Tool;
using Raindrop.Tool.Tests;

namespace Raindrop.Canary.Tests.Flows;

/// <summary>What the operator's command line prints, to its output and to its error output, where all goes well and where it does not. Cron mails it, and journals keep it.</summary>
public sealed class ToolCanaryTests
{
    private const int MostAttempts = 20;

    public static TheoryData<string> Kinds => [.. CanaryStore.Kinds.Except([CanaryStore.UnpackedCouch])];

    /// <summary>Command lines on which something secret was typed where it does not belong.</summary>
    public static TheoryData<string> Mistyped =>
    [
        "vault list --couchdb http://admin:*@localhost:5984",
        "vault list --couchdb http://localhost:5984 --couchdb-credentials admin:*",
        "vault list --couchdb http://localhost:5984 --couchdb-password *",
        "vault list --couchdb http://localhost:5984 --couchdb-password=*",
        "vault list -p*",
        "vault list *",
        "vault audit show * *",
        "vault rotate-key-encryption-key *",
        "keyring create *",
        "keyring create --file=* --key *",
        "pkcs11 list-keys --pin * --library /none --token none",
        "pkcs11 create-key -p *",
    ];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_command_line_prints_no_secret_and_no_key(string kind)
    {
        await using var world = await VaultWorld.CreateAsync(kind);
        var (kept, gone) = (TenantId.New(), TenantId.New());
        await CredentialSteps.StoredAsync(world, kept);
        await CredentialSteps.StoredAsync(world, gone);

        (await VaultAsync(world, "list")).Should().Be(ExitCode.Done);
        (await VaultAsync(world, "suspend", kept.Value)).Should().Be(ExitCode.Done);
        (await VaultAsync(world, "resume", kept.Value)).Should().Be(ExitCode.Done);
        await RotateAsync(world, kept);
        await ChangeKeyEncryptionKeyAsync(world);
        await BackUpAsync(world);
        await FailAsync(world, kept);
        await FinishAsync(world, "shred", gone.Value, "--yes");
        (await VaultAsync(world, "audit", "show", gone.Value)).Should().Be(ExitCode.Done);
        (await VaultAsync(world, "audit", "verify", "--all")).Should().Be(ExitCode.Done);

        world.Captured.CountOf("the command line").Should().BeGreaterThan(40, "it has said something each time");
        world.Spy.Keys.Should().HaveCountGreaterThan(4, "there are two tenants' keys, a new one, the key of backups and that of a probe");
        world.CheckLeaks();
    }

    [Theory]
    [MemberData(nameof(Mistyped))]
    public async Task What_was_typed_in_the_wrong_place_is_not_repeated(string line)
    {
        var secret = Search.Canary.New("secret");
        var said = await InProcess.RunAsync([.. line.Split(' ').Select(word => word.Replace("*", secret.Text, StringComparison.Ordinal))]);

        said.ExitCode.Should().Be(ExitCode.Usage);
        said.Error.Should().NotBeEmpty();
        new CanarySearch([secret]).Find(said.Output + said.Error).Should().BeNull();
    }

    [Theory]
    [InlineData("RAINDROP_COUCHDB", "http://admin:*@localhost:5984")]
    [InlineData("RAINDROP_COUCHDB_CREDENTIALS", "*")]
    public async Task What_stands_in_the_wrong_variable_is_not_repeated(string variable, string value)
    {
        var secret = Search.Canary.New("secret");
        Environment.SetEnvironmentVariable(variable, value.Replace("*", secret.Text, StringComparison.Ordinal));
        try
        {
            var said = await InProcess.RunAsync(["vault", "list", .. variable == "RAINDROP_COUCHDB" ? (string[])[] : ["--couchdb", "http://localhost:5984"]]);

            said.ShouldComplain(ExitCode.Usage, variable);
            new CanarySearch([secret]).Find(said.Output + said.Error).Should().BeNull();
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, null);
        }
    }

    private static async Task RotateAsync(VaultWorld world, TenantId tenant)
    {
        await FinishAsync(world, "rotate", tenant.Value);
        // The host takes the new key, so that it is looked for.
        world.Time.Advance(TimeSpan.FromHours(1));
        await CredentialSteps.OpenAsync(world, tenant, TestContext.Current.CancellationToken);
    }

    /// <summary>Does what waits for time to pass. The clock goes fast, so that a slow machine may look like a store that is away: then the next call finishes it.</summary>
    private static async Task FinishAsync(VaultWorld world, params string[] command)
    {
        var code = ExitCode.Unavailable;
        for (var attempt = 0; code != ExitCode.Done && attempt < MostAttempts; attempt++)
            await world.RunAsync(async () => code = await VaultAsync(world, command));
        code.Should().Be(ExitCode.Done);
    }

    private static async Task ChangeKeyEncryptionKeyAsync(VaultWorld world)
    {
        var old = world.KeyRing.List()[0].Id;
        (await RunAsync(world, "keyring", "add", "--file", world.KeyRingPath)).Should().Be(ExitCode.Done);
        (await RunAsync(world, "keyring", "promote", world.KeyRing.List()[^1].Id, "--file", world.KeyRingPath)).Should().Be(ExitCode.Done);
        (await VaultAsync(world, "rotate-key-encryption-key")).Should().Be(ExitCode.Done);
        world.CheckLeaks(because: "the old key is in the file still");
        await RunAsync(world, "keyring", "retire", old, "--yes", "--file", world.KeyRingPath);
        (await RunAsync(world, "keyring", "list", "--file", world.KeyRingPath)).Should().Be(ExitCode.Done);
    }

    private static async Task BackUpAsync(VaultWorld world)
    {
        var path = Path.Combine(world.Folder, "keys.backup");
        await VaultAsync(world, "backup", path);
        (await VaultAsync(world, "restore", path)).Should().Be(ExitCode.Done);
        await using (var backup = File.OpenRead(path)) await world.KeyStore.RestoreAsync(backup);
        world.Spy.Keys.Should().Contain(key => key.Name == "key of @epoch");

        var damaged = await File.ReadAllBytesAsync(path);
        damaged[damaged.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(path, damaged);
        (await VaultAsync(world, "restore", path)).Should().Be(ExitCode.Failed);
    }

    private static async Task FailAsync(VaultWorld world, TenantId tenant)
    {
        (await VaultAsync(world, "list", "--couchdb", "http://127.0.0.1:9", "--embedded", "nowhere")).Should().Be(ExitCode.Usage);
        // It tries again for a while by its own clock.
        Note(world, (await InProcess.RunAsync(["vault", "list", "--couchdb", "http://127.0.0.1:9"])).ShouldBe(ExitCode.Unavailable));
        (await VaultAsync(world, "audit", "verify", "--all", "--heads", world.KeyRingPath)).Should().Be(ExitCode.Usage, "a file with keys is no file of heads");
        (await VaultAsync(world, "restore", world.KeyRingPath)).Should().Be(ExitCode.Failed);
        (await VaultAsync(world, "audit", "show", tenant.Value, "--after", "-1")).Should().Be(ExitCode.Usage);
        (await VaultAsync(world, "list", "--backup-lifetime", "999999999")).Should().Be(ExitCode.Failed);
        Note(world, (await InProcess.RunAsync(["vault", "shred", tenant.Value, .. world.ToolOptions], world.Time, world.Secrets.Password.Text)).ShouldBe(ExitCode.Usage));

        var damaged = Path.Combine(world.Folder, "damaged.keyring");
        var ring = await File.ReadAllTextAsync(world.KeyRingPath);
        var key = ring.LastIndexOf("\"key\": \"", StringComparison.Ordinal) + "\"key\": \"".Length;
        foreach (var (other, mode) in ((string, UnixFileMode)[])[(ring, UnixFileMode.UserRead | UnixFileMode.OtherRead), (ring[..(key + 30)], UnixFileMode.UserRead), (ring.Insert(key, "AA"), UnixFileMode.UserRead), (ring.Replace("\"check\"", "\"chick\"", StringComparison.Ordinal), UnixFileMode.UserRead)])
        {
            File.Delete(damaged);
            await File.WriteAllTextAsync(damaged, other);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(damaged, mode);
            (await RunAsync(world, "keyring", "list", "--file", damaged)).Should().Be(ExitCode.Failed);
            (await RunAsync(world, ["vault", "list", "--keyring", damaged, .. world.ToolOptions.SkipLast(4)])).Should().Be(ExitCode.Failed);
        }

        File.Delete(damaged);
        await Tampering.FlipAsync(world.Database(VaultDatabase.Keys), $"rd.tenantkey:{tenant}");
        world.KeyRing.Promote(world.KeyRing.Add().Id);
        (await VaultAsync(world, "rotate-key-encryption-key")).Should().Be(ExitCode.Failed, "a key was substituted");
        (await VaultAsync(world, "rotate", tenant.Value)).Should().Be(ExitCode.Failed);
    }

    private static Task<int> VaultAsync(VaultWorld world, params string[] command) => RunAsync(world, ["vault", .. command, .. world.ToolOptions]);

    /// <summary>Runs a command for people and for programs, and notes what it says.</summary>
    /// <returns>The exit code of the first run.</returns>
    private static async Task<int> RunAsync(VaultWorld world, params string[] command)
    {
        var forPeople = await InProcess.RunAsync(command, world.Time);
        Note(world, forPeople);
        Note(world, await InProcess.RunAsync([.. command, "--json"], world.Time));
        return forPeople.ExitCode;
    }

    /// <summary>Notes what it printed.</summary>
    internal static void Note(VaultWorld world, ToolResult said)
    {
        world.Captured.Add("the command line", said.Output);
        world.Captured.Add("the command line, where it complains", said.Error);
    }
}
