using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Raindrop.Derivation;
using Raindrop.Documents;

namespace Raindrop.Docs.Tests.Snippets;

public sealed class TenantFollower(IDocumentServer server, IDerivationRunner runner) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        runner.FollowAsync(server.GetDatabase("tenant-7f3a"), cancellationToken: stoppingToken);
}

internal static class Operating
{
    public static void Register(HostApplicationBuilder builder)
    {
        builder.Services.AddHostedService<TenantFollower>();
        builder.Services.AddHealthChecks().AddRaindropDerivation(configure: health => health.LaggingAfter = TimeSpan.FromMinutes(15));
    }

    public static void Configure(IServiceCollection services)
    {
        services.AddRaindrop(raindrop => raindrop.ConfigureDerivation(options =>
        {
            options.MaxConcurrency = 8;
            options.MaxAttempts = 5;
        }));
    }

    public static async Task LookAtFailuresAsync(IDerivationRunner runner, IDocumentDatabase database)
    {
        await foreach (var letter in runner.ListDeadLettersAsync(database))
            Console.WriteLine($"{letter.Extension} {letter.ExtensionVersion} on {letter.InputId}: {letter.Category} after {letter.Attempts} attempts");

        await runner.RetryDeadLettersAsync(database, "count-words");
        await runner.RunOnceAsync(database);

        await runner.ClearDeadLettersAsync(database, "count-words");
    }

    public static async Task RemoveAsync(IDerivationRunner runner, IDocumentDatabase database)
    {
        var deleted = await runner.RemoveExtensionAsync(database, "count-words");
        Console.WriteLine($"{deleted} documents deleted");
    }

    public static async Task WatchAsync(IDerivationRunner runner, IDocumentDatabase database, CancellationToken cancellationToken)
    {
        var progress = new Progress<DerivationProgress>(now => Console.WriteLine($"{now.Phase}: {now.Extensions.Sum(one => one.Executed)} derivations in {now.Elapsed.TotalSeconds:f0} s"));
        var result = await runner.ReconcileAsync(database, progress, cancellationToken);
        if (!result.IsCaughtUp) Console.WriteLine("Something stands by or is paused: see the state of each extension.");
    }
}
