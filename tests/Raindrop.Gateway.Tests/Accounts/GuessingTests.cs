using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Raindrop.Gateway.Accounts;
using Raindrop.Gateway.Tests.Sessions;
using static Raindrop.Gateway.Tests.Accounts.AccountScene;

namespace Raindrop.Gateway.Tests.Accounts;

/// <summary>Whoever guesses names and passwords learns nothing, and soon has to wait.</summary>
public sealed class GuessingTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_wrong_password_and_a_name_that_nobody_has_are_answered_alike()
    {
        await using var scene = await SessionScene.CreateAsync();
        var host = await StartAsync(scene, options => options.AttemptsPerNetwork = 1000);
        await host.Services.GetRequiredService<IAccounts>().CreateAsync("alice", Password, Stop);

        var (wrong, nobody, malformed) = (await AnswerAsync("alice"), await AnswerAsync("nobody"), await AnswerAsync("no such name!"));

        wrong.Status.Should().Be(HttpStatusCode.Unauthorized);
        nobody.Should().BeEquivalentTo(wrong);
        malformed.Should().BeEquivalentTo(wrong);
        for (var i = 0; i < 9; i++)
        {
            await AnswerAsync("alice");
            await AnswerAsync("nobody");
        }

        (wrong, nobody) = (await AnswerAsync("alice"), await AnswerAsync("nobody"));
        wrong.Status.Should().Be(HttpStatusCode.TooManyRequests);
        nobody.Status.Should().Be(HttpStatusCode.TooManyRequests);
        nobody.Text.Should().Be(wrong.Text);
        using var right = await host.PostAsync("/account/sign-in", $$"""{"name":"alice","password":"{{Password}}"}""");
        right.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        right.Headers.RetryAfter!.Delta.Should().BeGreaterThan(TimeSpan.Zero).And.BeLessThanOrEqualTo(TimeSpan.FromMinutes(1));
        host.Log.All.Should().NotContain(line => line.Contains("alice", StringComparison.Ordinal) || line.Contains("nobody", StringComparison.Ordinal));

        async Task<(HttpStatusCode Status, string Text, string Headers)> AnswerAsync(string name)
        {
            using var response = await host.PostAsync("/account/sign-in", $$"""{"name":"{{name}}","password":"another password"}""");
            return (response.StatusCode, await response.Content.ReadAsStringAsync(Stop), string.Join('\n', response.Headers.Where(header => header.Key is not ("Date" or "Retry-After")).Select(header => $"{header.Key}: {string.Join(',', header.Value)}")));
        }
    }

    [Fact]
    public async Task A_name_that_nobody_has_takes_as_long_as_a_wrong_password()
    {
        await using var scene = await SessionScene.CreateAsync();
        var host = await StartAsync(scene, options => (options.AttemptsPerNetwork, options.AttemptsPerAccount, options.PasswordIterations) = (1000, 1000, 300_000));
        await host.Services.GetRequiredService<IAccounts>().CreateAsync("alice", Password, Stop);
        var times = new Dictionary<string, List<double>> { ["alice"] = [], ["nobody"] = [] };
        for (var i = 0; i < 7; i++)
        {
            foreach (var (name, taken) in times)
            {
                var watch = Stopwatch.GetTimestamp();
                using var response = await host.PostAsync("/account/sign-in", $$"""{"name":"{{name}}","password":"another password"}""");
                taken.Add(Stopwatch.GetElapsedTime(watch).TotalMilliseconds);
            }
        }

        // The least of several: what else the machine does is not in it. Without the work of a hash it would be a small part.
        (times["nobody"].Min() / times["alice"].Min()).Should().BeInRange(0.5, 2);
    }

    [Fact]
    public async Task A_network_that_tries_many_names_waits_and_good_sign_ins_cost_nothing()
    {
        await using var scene = await SessionScene.CreateAsync();
        var host = await StartAsync(scene, options => options.AttemptsPerNetwork = 5);
        await host.Services.GetRequiredService<IAccounts>().CreateAsync("alice", Password, Stop);
        for (var i = 0; i < 8; i++) (await StatusAsync("alice", Password)).Should().Be(HttpStatusCode.OK);

        for (var i = 0; i < 5; i++) (await StatusAsync($"name{i}", "some password")).Should().Be(HttpStatusCode.Unauthorized);
        (await StatusAsync("name9", "some password")).Should().Be(HttpStatusCode.TooManyRequests);

        async Task<HttpStatusCode> StatusAsync(string name, string password)
        {
            using var response = await host.PostAsync("/account/sign-in", $$"""{"name":"{{name}}","password":"{{password}}"}""");
            return response.StatusCode;
        }
    }
}
