using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Raindrop.Tenancy;

namespace Raindrop.Tool.Tests;

/// <summary>What the options of the commands on a vault name, what is said where something is missing or away, and that no secret is printed.</summary>
public sealed class VaultCommandLineTests
{
    public static TheoryData<string> Stores => [.. TestVault.Stores];

    [Fact]
    public async Task What_is_missing_on_the_command_line_is_told_before_anything_is_done()
    {
        await using var vault = await TestVault.CreateAsync();
        var tenant = await vault.StoreAsync();
        string[] store = ["--embedded", vault.Folder.PathOf("store")];

        (await ToolProcess.RunAsync("vault", "list")).ShouldComplain(ExitCode.Usage, "--couchdb");
        (await ToolProcess.RunAsync(["vault", "list", .. store, "--couchdb", "http://localhost:5984"])).ShouldComplain(ExitCode.Usage, "not both");
        (await ToolProcess.RunAsync(["vault", "list", "--embedded", vault.Folder.PathOf("nowhere")])).ShouldComplain(ExitCode.Usage, "no folder");
        (await ToolProcess.RunAsync(["vault", "rotate", tenant.Value, .. store])).ShouldComplain(ExitCode.Usage, "--keyring");
        (await ToolProcess.RunAsync(["vault", "rotate", .. vault.Options])).ShouldComplain(ExitCode.Usage, "--all");
        (await ToolProcess.RunAsync(["vault", "rotate", "nobody", .. vault.Options])).ShouldComplain(ExitCode.Usage, "26 characters");
        (await ToolProcess.RunAsync(["vault", "rotate-key-encryption-key", .. store, "--keyring", vault.KeyRing])).ShouldComplain(ExitCode.Usage, "--backup-keys");
        (await ToolProcess.RunAsync(["vault", "shred", tenant.Value, "--yes", .. store])).ShouldComplain(ExitCode.Usage, "--backup-keys");
        (await ToolProcess.RunAsync(["vault", "backup", vault.BackupFile, .. store, "--keyring", vault.KeyRing])).ShouldComplain(ExitCode.Usage, "--backup-keys");
        (await ToolProcess.RunAsync(["vault", "restore", vault.BackupFile, .. vault.Options])).ShouldComplain(ExitCode.Failed, "keys.backup");
        (await vault.OpenAsync(tenant)).Should().Be(TestVault.Password);
    }

    [Fact]
    public async Task A_store_that_is_away_is_told_from_one_that_refuses()
    {
        (await ToolProcess.RunAsync("vault", "list", "--couchdb", "http://127.0.0.1:9")).ShouldComplain(ExitCode.Unavailable, "try again");

        await using var vault = await TestVault.CreateAsync(TestVault.Stores[1]);
        var credentials = vault.Folder.WritePrivate("wrong", "nobody:wrong\n");
        var refused = await ToolProcess.RunAsync(["vault", "list", .. vault.Options[..2], "--couchdb-credentials", credentials, "--key-database", vault.Keys]);
        refused.ExitCode.Should().Be(ExitCode.Failed, refused.Error);
    }

    [Fact]
    public async Task A_server_that_takes_a_request_and_never_answers_is_told_long_before_a_host_would_give_up()
    {
        using var hung = new TcpListener(IPAddress.Loopback, 0);
        hung.Start();
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var begun = time.GetTimestamp();

        (await InProcess.RunFastAsync(["vault", "suspend", TenantId.New().Value, "--couchdb", $"http://{hung.LocalEndpoint}"], time)).ShouldComplain(ExitCode.Unavailable, "did not answer in time");

        time.GetElapsedTime(begun).Should().BeLessThan(TimeSpan.FromMinutes(2), "three silences of 15 seconds, on a clock that runs ahead of the program");
    }

    [Fact]
    public async Task Credentials_of_a_server_come_from_a_private_file_or_the_environment_and_never_from_the_command_line()
    {
        await using var vault = await TestVault.CreateAsync(TestVault.Stores[1]);
        await vault.StoreAsync();
        var (address, file) = (vault.Options[1], vault.Options[3]);
        var line = (await File.ReadAllTextAsync(file)).Trim();
        string[] names = ["--key-database", vault.Keys];

        (await ToolProcess.RunAsync(new Dictionary<string, string> { ["RAINDROP_COUCHDB"] = address, ["RAINDROP_COUCHDB_CREDENTIALS"] = line }, ["vault", "list", "--json", .. names])).ShouldBe(ExitCode.Done).Json.Should().ContainSingle();
        var onCommandLine = await ToolProcess.RunAsync(["vault", "list", "--couchdb", address.Replace("://", $"://{line}@", StringComparison.Ordinal), .. names]);
        onCommandLine.ShouldComplain(ExitCode.Usage, "RAINDROP_COUCHDB_CREDENTIALS").Error.Should().NotContain(line.Split(':')[1]);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        (await ToolProcess.RunAsync(["vault", "list", "--couchdb", address, "--couchdb-credentials", file, .. names])).ShouldComplain(ExitCode.Failed, "chmod 600");
    }

    [Fact]
    public async Task Keys_on_a_server_of_their_own_are_found_there()
    {
        await using var vault = await TestVault.CreateAsync();
        await using var keys = await TestVault.CreateAsync();
        var tenant = await keys.StoreAsync();

        var listed = await ToolProcess.RunAsync([.. (string[])["vault", "list", "--json"], "--embedded", vault.Folder.PathOf("store"), "--keys-embedded", keys.Folder.PathOf("store"), "--key-database", keys.Keys]);

        listed.ShouldBe(ExitCode.Done).Json.Single()["tenant"]!.ToString().Should().Be(tenant.Value);
    }

    [Fact]
    public async Task No_command_prints_a_secret()
    {
        await using var vault = await TestVault.CreateAsync();
        var tenant = await vault.StoreAsync();
        var said = new StringBuilder();
        foreach (var command in (string[][])[["list"], ["list", "--json"], ["suspend", tenant.Value], ["resume", tenant.Value, "--json"], ["rotate-key-encryption-key"], ["backup", vault.BackupFile], ["restore", vault.BackupFile], ["audit", "show", tenant.Value, "--json"], ["audit", "verify", "--all"], ["shred", tenant.Value, "--yes"]])
        {
            var result = (await InProcess.RunAsync(["vault", .. command, .. vault.Options])).ShouldBe(ExitCode.Done);
            said.Append(result.Output).Append(result.Error);
        }

        var key = File.ReadLines(vault.KeyRing).Single(line => line.Contains("\"key\"", StringComparison.Ordinal)).Split('"')[3];
        said.ToString().Should().NotContain(key).And.NotContain(TestVault.Password).And.NotContain("mail.example");
    }
}
