using System.Diagnostics;
using Net.Pkcs11Interop.Common;
using Raindrop.Credentials;
using Raindrop.Keys;
using Raindrop.Pkcs11.Sessions;

namespace Raindrop.Pkcs11.Tests;

/// <summary>What happens around a module that is slow, hangs or loses its sessions, which a healthy one does not do on demand.</summary>
public sealed class SessionPoolTests
{
    private readonly FakeToken _token = new();

    [Fact]
    public async Task A_slow_call_does_not_hold_the_callers_thread()
    {
        using var pool = new SessionPool(_token, 2);
        using var hanging = new ManualResetEventSlim();
        var caller = Environment.CurrentManagedThreadId;
        var thread = 0;

        var running = pool.RunAsync(
            _ =>
            {
                thread = Environment.CurrentManagedThreadId;
                hanging.Wait();
                return 1;
            },
            _ => { },
            CancellationToken.None).AsTask();

        running.IsCompleted.Should().BeFalse();
        hanging.Set();
        (await running).Should().Be(1);
        thread.Should().NotBe(caller);
    }

    [Fact]
    public async Task A_caller_that_gives_up_is_let_go_and_what_comes_later_is_thrown_away()
    {
        using var pool = new SessionPool(_token, 2);
        using var hanging = new ManualResetEventSlim();
        using var stop = new CancellationTokenSource();
        var thrownAway = new TaskCompletionSource<Secret>();
        var late = Secret.Random(32);
        var running = pool.RunAsync(
            _ =>
            {
                hanging.Wait();
                return late;
            },
            thrownAway.SetResult,
            stop.Token).AsTask();

        await stop.CancelAsync();

        await FluentActions.Awaiting(() => running).Should().ThrowAsync<OperationCanceledException>();
        hanging.Set();
        (await thrownAway.Task.WaitAsync(TimeSpan.FromSeconds(30))).Should().BeSameAs(late);
    }

    [Fact]
    public async Task No_more_sessions_are_open_than_allowed_and_a_hanging_one_counts_until_it_ends()
    {
        using var pool = new SessionPool(_token, 2);
        using var hanging = new ManualResetEventSlim();
        using var stop = new CancellationTokenSource();
        var hung = Enumerable.Range(0, 2).Select(_ => pool.RunAsync(
            _ =>
            {
                hanging.Wait();
                return 0;
            },
            _ => { },
            stop.Token).AsTask()).ToList();
        await UntilAsync(() => _token.Open == 2);
        await stop.CancelAsync();
        foreach (var call in hung) await FluentActions.Awaiting(() => call).Should().ThrowAsync<OperationCanceledException>();

        using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await FluentActions.Awaiting(() => pool.RunAsync(_ => 1, _ => { }, impatient.Token).AsTask()).Should().ThrowAsync<OperationCanceledException>();
        _token.Opened.Should().Be(2);

        hanging.Set();
        (await pool.RunAsync(_ => 1, _ => { }, CancellationToken.None)).Should().Be(1);
        _token.Opened.Should().Be(2, "the sessions that hung are used again");
    }

    [Fact]
    public async Task Sessions_stay_open_and_are_closed_at_the_end()
    {
        var pool = new SessionPool(_token, 4);
        for (var i = 0; i < 10; i++) await pool.RunAsync(_ => 1, _ => { }, CancellationToken.None);
        (_token.Opened, _token.Open).Should().Be((1, 1));

        pool.Dispose();

        _token.Open.Should().Be(0);
        await FluentActions.Awaiting(() => pool.RunAsync(_ => 1, _ => { }, CancellationToken.None).AsTask()).Should().ThrowAsync<ObjectDisposedException>();
    }

    [Theory]
    [InlineData(CKR.CKR_SESSION_HANDLE_INVALID)]
    [InlineData(CKR.CKR_SESSION_CLOSED)]
    [InlineData(CKR.CKR_USER_NOT_LOGGED_IN)]
    [InlineData(CKR.CKR_KEY_HANDLE_INVALID)]
    [InlineData(CKR.CKR_OBJECT_HANDLE_INVALID)]
    [InlineData(CKR.CKR_CRYPTOKI_NOT_INITIALIZED)]
    [InlineData(CKR.CKR_DEVICE_REMOVED)]
    [InlineData(CKR.CKR_TOKEN_NOT_PRESENT)]
    [InlineData(CKR.CKR_OPERATION_ACTIVE)]
    public async Task A_session_that_was_lost_is_replaced_once_and_the_call_made_on_the_new_one(CKR code)
    {
        using var pool = new SessionPool(_token, 2);
        await pool.RunAsync(_ => 1, _ => { }, CancellationToken.None);
        var calls = 0;

        var result = await pool.RunAsync(_ => ++calls == 1 ? throw new Pkcs11Exception("C_SignInit", code) : 7, _ => { }, CancellationToken.None);

        (result, calls, _token.Opened, _token.Open, _token.Reconnects).Should().Be((7, 2, 2, 1, 1));
    }

    [Fact]
    public async Task A_session_that_is_lost_while_it_is_new_is_an_outage_and_not_tried_again()
    {
        using var pool = new SessionPool(_token, 2);
        var calls = 0;

        var failure = (await FluentActions.Awaiting(() => pool.RunAsync<int>(
            _ =>
            {
                calls++;
                throw new Pkcs11Exception("C_SignInit", CKR.CKR_DEVICE_REMOVED);
            },
            _ => { },
            CancellationToken.None).AsTask()).Should().ThrowAsync<KeyProviderException>()).Which;

        failure.Failure.Should().Be(KeyProviderFailure.Unavailable);
        (calls, _token.Open).Should().Be((1, 0));
    }

    [Theory]
    [InlineData(CKR.CKR_GENERAL_ERROR, KeyProviderFailure.Unavailable)]
    [InlineData(CKR.CKR_DEVICE_ERROR, KeyProviderFailure.Unavailable)]
    [InlineData(CKR.CKR_DEVICE_MEMORY, KeyProviderFailure.Throttled)]
    [InlineData(CKR.CKR_KEY_FUNCTION_NOT_PERMITTED, KeyProviderFailure.NotConfigured)]
    public async Task Any_other_failure_closes_the_session_and_the_call_is_not_made_again(CKR code, KeyProviderFailure expected)
    {
        using var pool = new SessionPool(_token, 2);
        await pool.RunAsync(_ => 1, _ => { }, CancellationToken.None);
        var calls = 0;

        var failure = (await FluentActions.Awaiting(() => pool.RunAsync<int>(
            _ =>
            {
                calls++;
                throw new Pkcs11Exception("C_Sign", code);
            },
            _ => { },
            CancellationToken.None).AsTask()).Should().ThrowAsync<KeyProviderException>()).Which;

        (failure.Failure, calls, _token.Open).Should().Be((expected, 1, 0));
        failure.Message.Should().Contain(code.ToString());
    }

    [Fact]
    public async Task A_token_that_does_not_open_a_session_is_asked_once_more_only_where_the_module_was_reset()
    {
        using var pool = new SessionPool(_token, 2);
        _token.OpenFails = [CKR.CKR_CRYPTOKI_NOT_INITIALIZED];
        (await pool.RunAsync(_ => 1, _ => { }, CancellationToken.None)).Should().Be(1);
        _token.Reconnects.Should().Be(1);

        _token.OpenFails = [CKR.CKR_SESSION_COUNT];
        using var other = new SessionPool(_token, 2);
        (await FluentActions.Awaiting(() => other.RunAsync(_ => 1, _ => { }, CancellationToken.None).AsTask()).Should().ThrowAsync<KeyProviderException>())
            .Which.Failure.Should().Be(KeyProviderFailure.Throttled);
        _token.Reconnects.Should().Be(1);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(30));
            await Task.Delay(5);
        }
    }
}
