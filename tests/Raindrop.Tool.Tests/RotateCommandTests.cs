using Microsoft.Extensions.Time.Testing;
using Raindrop.Tenancy;

namespace Raindrop.Tool.Tests;

/// <summary>New keys for tenants. A rotation waits a minute, so what ends runs in this process, on a clock of its own.</summary>
public sealed class RotateCommandTests
{
    [Fact]
    public async Task A_rotation_that_is_stopped_by_ctrl_c_is_finished_by_the_next_call()
    {
        await using var vault = await TestVault.CreateAsync();
        var tenant = await vault.StoreAsync("mail.imap", "mail.smtp", "calendar");
        using (var process = ToolProcess.Start(["vault", "rotate", tenant.Value, .. vault.Options]))
        {
            await process.SaysAsync("1 tenant begun");
            process.Interrupt();
            (await process.EndAsync()).ShouldComplain(ExitCode.Stopped, "the same command goes on");
        }

        (await vault.RunAsync("vault", "list")).Output.Should().Contain("(2 keys)");
        var finished = await RunAsync(["vault", "rotate", tenant.Value, "--json", .. vault.Options]);
        var rotation = finished.ShouldBe(ExitCode.Done).Json.Single();
        ((bool)rotation["isNewKey"]!, (bool)rotation["isComplete"]!).Should().Be((false, true));
        (await vault.RunAsync("vault", "list")).Output.Should().Contain("(1 key)");
        await vault.RestartAsync();
        foreach (var name in (string[])["mail.imap", "mail.smtp", "calendar"]) (await vault.OpenAsync(tenant, name)).Should().Be(TestVault.Password);
    }

    [Fact]
    public async Task All_active_tenants_get_new_keys()
    {
        await using var vault = await TestVault.CreateAsync();
        TenantId[] tenants = [await vault.StoreAsync(), await vault.StoreAsync("mail.imap", "mail.smtp"), await vault.StoreAsync()];
        (await vault.RunAsync("vault", "suspend", tenants[2].Value)).ShouldBe(ExitCode.Done);
        var before = await KeysAsync(vault);

        var result = (await RunAsync(["vault", "rotate", "--all", .. vault.Options])).ShouldBe(ExitCode.Done);

        result.Output.Should().MatchRegex($@"{tenants[0]} +\S+ +yes +1 +0 +0 +yes").And.MatchRegex($@"{tenants[1]} +\S+ +yes +2 +0 +0 +yes").And.NotContain(tenants[2].Value);
        var after = await KeysAsync(vault);
        after.Where(key => before.Contains(key)).Should().ContainSingle("the suspended tenant keeps its key");
        await vault.RestartAsync();
        (await vault.OpenAsync(tenants[1], "mail.smtp")).Should().Be(TestVault.Password);
    }

    [Fact]
    public async Task A_tenant_that_cannot_be_rotated_stops_no_other()
    {
        await using var vault = await TestVault.CreateAsync();
        var (tenant, stranger) = (await vault.StoreAsync(), TenantId.New());

        var result = (await RunAsync(["vault", "rotate", tenant.Value, stranger.Value, .. vault.Options])).ShouldComplain(ExitCode.Failed, stranger.Value);

        result.Output.Should().MatchRegex($@"{tenant} +\S+ +yes +1 +0 +0 +yes");
    }

    [Fact]
    public async Task Whoever_is_there_is_asked_before_a_tenant_is_shredded()
    {
        await using var vault = await TestVault.CreateAsync();
        var tenant = await vault.StoreAsync();

        (await InProcess.RunAsync(["vault", "shred", tenant.Value, .. vault.Options], typed: "yes\n")).ShouldComplain(ExitCode.Usage, "Nothing was done");
        (await vault.OpenAsync(tenant)).Should().Be(TestVault.Password);
        var shredded = await InProcess.RunAsync(["vault", "shred", tenant.Value, .. vault.Options], typed: tenant.Value + "\n");
        shredded.ShouldBe(ExitCode.Done).Error.Should().Contain("for everybody and for good");
    }

    private static Task<ToolResult> RunAsync(string[] arguments) => InProcess.RunFastAsync(arguments, new FakeTimeProvider(TimeProvider.System.GetUtcNow()));

    private static async Task<IReadOnlyList<string>> KeysAsync(TestVault vault) => [.. (await vault.RunAsync("vault", "list", "--json")).Json.SelectMany(one => one["keys"]!.AsArray()).Select(key => key!["id"]!.ToString())];
}
