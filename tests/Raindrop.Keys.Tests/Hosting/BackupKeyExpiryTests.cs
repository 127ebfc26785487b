using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Raindrop.Keys.Tests.Hosting;

/// <summary>A host destroys the keys of backups at their time, and its health says where it cannot.</summary>
public sealed class BackupKeyExpiryTests : IDisposable
{
    private readonly KeyHostFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Keys_of_backups_are_destroyed_by_the_host_itself_when_their_time_is_over()
    {
        using var host = await _folder.StartAsync();
        var made = await host.Services.GetRequiredService<ITenantKeyStore>().BackUpAsync(new MemoryStream(), Stop);
        (await File.ReadAllTextAsync(_folder.BackupKeys, Stop)).Should().Contain("wrapped");

        _folder.Time.Advance(made.ReadableUntil - _folder.Time.GetUtcNow());

        await UntilAsync(IsDestroyedAsync);
        await host.StopAsync(Stop);
    }

    [Fact]
    public async Task They_are_destroyed_at_their_time_and_not_an_hour_after()
    {
        using var host = await _folder.StartAsync();
        _folder.Time.Advance(TimeSpan.FromMinutes(10));
        var made = await host.Services.GetRequiredService<ITenantKeyStore>().BackUpAsync(new MemoryStream(), Stop);
        _folder.Time.Advance(made.ReadableUntil - _folder.Time.GetUtcNow() - TimeSpan.FromSeconds(90));
        (await File.ReadAllTextAsync(_folder.BackupKeys, Stop)).Should().Contain("wrapped");

        for (var second = 0; second < 90; second++)
        {
            await Task.Delay(2, Stop);
            _folder.Time.Advance(TimeSpan.FromSeconds(1));
        }

        await UntilAsync(IsDestroyedAsync);
        _folder.Time.GetUtcNow().Should().BeWithin(TimeSpan.FromMinutes(2)).After(made.ReadableUntil, "the clock of this test may run ahead of a slow machine");
        await host.StopAsync(Stop);
    }

    [Fact]
    public async Task A_machine_that_slept_past_their_time_destroys_them_within_a_minute()
    {
        using var host = await _folder.StartAsync();
        await host.Services.GetRequiredService<ITenantKeyStore>().BackUpAsync(new MemoryStream(), Stop);
        // Its clock on the wall went on, and what its timers count did not.
        _folder.Time.Jump(TimeSpan.FromDays(31));
        var woken = _folder.Time.GetTimestamp();

        await UntilAsync(IsDestroyedAsync);
        _folder.Time.GetElapsedTime(woken).Should().BeLessThan(TimeSpan.FromMinutes(3), "it looks every minute, and a slow machine may miss one");
        await host.StopAsync(Stop);
    }

    [Fact]
    public async Task Health_says_when_they_are_not_and_when_they_are_again()
    {
        using var host = await _folder.StartAsync(services => services.AddHealthChecks().AddRaindropCredentialVault());
        await host.Services.GetRequiredService<ITenantKeyStore>().BackUpAsync(new MemoryStream(), Stop);
        (await HealthAsync(host)).Status.Should().Be(HealthStatus.Healthy);
        var content = await File.ReadAllBytesAsync(_folder.BackupKeys, Stop);
        await File.WriteAllTextAsync(_folder.BackupKeys, "{}", Stop);

        await UntilAsync(async () =>
        {
            _folder.Time.Advance(TimeSpan.FromHours(1));
            return (await HealthAsync(host)).Status == HealthStatus.Unhealthy;
        });
        (await HealthAsync(host)).Description.Should().Contain("not destroyed").And.Contain("damaged");
        await File.WriteAllBytesAsync(_folder.BackupKeys, content, Stop);
        await UntilAsync(async () =>
        {
            _folder.Time.Advance(TimeSpan.FromHours(1));
            return (await HealthAsync(host)).Status == HealthStatus.Healthy;
        });
        await host.StopAsync(Stop);
    }

    private static async Task<(HealthStatus Status, string? Description)> HealthAsync(IHost host)
    {
        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Stop);
        return (report.Entries["raindrop-credential-vault-backup-keys"].Status, report.Entries["raindrop-credential-vault-backup-keys"].Description);
    }

    private async Task<bool> IsDestroyedAsync()
    {
        _folder.Time.Advance(TimeSpan.FromSeconds(1));
        return !(await File.ReadAllTextAsync(_folder.BackupKeys, Stop)).Contains("wrapped", StringComparison.Ordinal);
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        for (var i = 0; i < 500; i++)
        {
            if (await condition()) return;
            await Task.Delay(10);
        }

        (await condition()).Should().BeTrue("it comes to pass within seconds");
    }
}
