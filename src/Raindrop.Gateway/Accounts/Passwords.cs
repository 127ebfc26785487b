using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Raindrop.Gateway.Accounts;

/// <summary>Hashes and checks passwords by ASP.NET Core Identity's hasher. It costs as much where there is no account.</summary>
internal sealed class Passwords : IDisposable
{
    /// <summary>More than anybody types, and 64 is the least that OWASP ASVS 5.0 (6.2.9) has to be allowed. What is longer would only keep the hasher busy.</summary>
    public const int Longest = 256;

    /// <summary>How long a check may wait for its turn.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly RaindropAccountOptions _options;
    private readonly PasswordHasher<Account> _hasher;

    // Each takes a processor: others have work to do too.
    private readonly SemaphoreSlim _turns = new(Math.Max(1, Environment.ProcessorCount / 2));
    private readonly TimeProvider _time;

    // Nobody knows the password of it.
    private readonly Account _nobody;

    public Passwords(IOptions<RaindropAccountOptions> options, TimeProvider time)
    {
        (_options, _time) = (options.Value, time);
        _hasher = new PasswordHasher<Account>(Options.Create(new PasswordHasherOptions { IterationCount = _options.PasswordIterations }));
        var nobody = new Account { Key = "", Subject = "", CreatedAt = default, PasswordHash = "" };
        _nobody = nobody with { PasswordHash = _hasher.HashPassword(nobody, AccountDocuments.NewSubject()) };
    }

    /// <summary>Why a password may not be chosen; <see langword="null"/> where it may.</summary>
    public string? FindFault(string name, string password) => password switch
    {
        _ when password.Length < _options.MinPasswordLength => "The password is too short.",
        { Length: > Longest } => "The password is too long.",
        _ when password.Equals(name, StringComparison.OrdinalIgnoreCase) => "The password must not be the name.",
        _ when _options.RefusesPassword?.Invoke(password) == true => "The password is too common.",
        _ => null,
    };

    /// <exception cref="PasswordsBusyException">Too many are being checked.</exception>
    public Task<string> HashAsync(string password, CancellationToken cancellationToken) => InTurnAsync(() => _hasher.HashPassword(_nobody, password), cancellationToken);

    /// <summary>Checks a password.</summary>
    /// <param name="account">The account; <see langword="null"/> where there is none, which takes as long.</param>
    /// <param name="password">The password.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="PasswordsBusyException">Too many are being checked.</exception>
    public async Task<PasswordVerificationResult> CheckAsync(Account? account, string password, CancellationToken cancellationToken)
    {
        var checkedAccount = account ?? _nobody;
        var result = await InTurnAsync(() => _hasher.VerifyHashedPassword(checkedAccount, checkedAccount.PasswordHash, password), cancellationToken).ConfigureAwait(false);
        return account is null ? PasswordVerificationResult.Failed : result;
    }

    public void Dispose() => _turns.Dispose();

    private async Task<T> InTurnAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await _turns.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new PasswordsBusyException();
        }

        try
        {
            return await Task.Run(work, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turns.Release();
        }
    }
}
