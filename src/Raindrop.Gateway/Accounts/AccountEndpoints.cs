using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Raindrop.Gateway.Answers;
using Raindrop.Gateway.Callers;
using Raindrop.Gateway.Sessions;
using Raindrop.Gateway.Site;
using Raindrop.Gateway.Telemetry;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Accounts;

/// <summary>What users do with their accounts. No answer tells whether there is an account, but that of a sign-up.</summary>
internal sealed class AccountEndpoints(LocalAccounts accounts, AccountDocuments documents, AccountThrottle throttle, Passwords passwords, IOptions<RaindropAccountOptions> options, ILogger<AccountEndpoints> logger)
{
    private const string NameClaim = "name";

    public async Task SignInAsync(HttpContext context)
    {
        if (await JsonFields.ReadAsync(context, "name", "password").ConfigureAwait(false) is not [var name, var password]) return;
        if (await CheckAsync(context, "SignIn", name, password).ConfigureAwait(false) is not { } subject) return;
        await BeginAsync(context, "SignIn", subject, name, StatusCodes.Status200OK).ConfigureAwait(false);
    }

    public async Task SignUpAsync(HttpContext context)
    {
        if (await JsonFields.ReadAsync(context, "name", "password").ConfigureAwait(false) is not [var name, var password]) return;
        if (!throttle.TrySignUp(context.Connection.RemoteIpAddress, out var wait)) await WaitAsync(context, "SignUp", wait).ConfigureAwait(false);
        else if (AccountName.Normalize(name) is null) await RefuseAsync(context, "SignUp", "A name has 1 to 254 letters of a-z, digits, and . - _ + @.").ConfigureAwait(false);
        else if (passwords.FindFault(name, password) is { } fault) await RefuseAsync(context, "SignUp", fault).ConfigureAwait(false);
        else if (await accounts.CreateAsync(name, password, context.RequestAborted).ConfigureAwait(false) is { } subject) await BeginAsync(context, "SignUp", subject, name, StatusCodes.Status201Created).ConfigureAwait(false);
        else
        {
            Note("SignUp", AccountOutcome.Taken);
            await JsonAnswer.WriteErrorAsync(context, StatusCodes.Status409Conflict, "name_taken", "The name is taken.").ConfigureAwait(false);
        }
    }

    /// <summary>Changes the password of whoever is signed in, who proves the present one; every other session ends.</summary>
    public async Task ChangePasswordAsync(HttpContext context)
    {
        if (await JsonFields.ReadAsync(context, "password", "new").ConfigureAwait(false) is not [var present, var chosen]) return;
        var result = await context.AuthenticateAsync(RaindropSessions.AuthenticationScheme).ConfigureAwait(false);
        if (result.Failure is SessionsUnavailableException unavailable) throw unavailable;
        if (result.Principal is not { } user || SubjectReader.Read(user) is not { } subject)
        {
            await Errors.SignInAsync(context).ConfigureAwait(false);
            return;
        }

        if (subject.Issuer != options.Value.Issuer || user.FindFirst(NameClaim)?.Value is not { } name) await Errors.ForbiddenAsync(context).ConfigureAwait(false);
        else if (await CheckAsync(context, "ChangePassword", name, present).ConfigureAwait(false) is not { } proven) return;
        else if (proven != subject) await Errors.ForbiddenAsync(context).ConfigureAwait(false);
        else if (passwords.FindFault(name, chosen) is { } fault) await RefuseAsync(context, "ChangePassword", fault).ConfigureAwait(false);
        else if (!await accounts.SetPasswordAsync(name, chosen, context.RequestAborted).ConfigureAwait(false)) await Errors.ForbiddenAsync(context).ConfigureAwait(false);
        else await BeginAsync(context, "ChangePassword", subject, name, StatusCodes.Status200OK).ConfigureAwait(false);
    }

    /// <summary>Whose password it is; answers the request where it is nobody's, or may not be tried.</summary>
    private async Task<TenantSubject?> CheckAsync(HttpContext context, string action, string name, string password)
    {
        // What could be no password of anybody costs no attempt, and says nothing of accounts.
        if (AccountName.Normalize(name) is not { } normal || password.Length is 0 or > Passwords.Longest)
        {
            await WrongAsync(context, action).ConfigureAwait(false);
            return null;
        }

        var (key, address) = (documents.KeyOf(normal), context.Connection.RemoteIpAddress);
        if (!throttle.TryAttempt(key, address, out var wait))
        {
            await WaitAsync(context, action, wait).ConfigureAwait(false);
            return null;
        }

        if (await accounts.CheckAsync(key, password, context.RequestAborted).ConfigureAwait(false) is { } subject)
        {
            throttle.Succeeded(key, address);
            return subject;
        }

        await WrongAsync(context, action).ConfigureAwait(false);
        return null;
    }

    private async Task BeginAsync(HttpContext context, string action, TenantSubject subject, string name, int status)
    {
        if (options.Value.SigningIn is { } signingIn) await signingIn(context, subject).ConfigureAwait(false);
        var identity = new ClaimsIdentity(
            [new Claim("iss", subject.Issuer), new Claim("sub", subject.Subject, ClaimValueTypes.String, subject.Issuer), new Claim(NameClaim, AccountName.Require(name))],
            RaindropSessions.AuthenticationScheme, NameClaim, roleType: null);
        await context.SignInAsync(RaindropSessions.AuthenticationScheme, new ClaimsPrincipal(identity), new AuthenticationProperties()).ConfigureAwait(false);
        Note(action, AccountOutcome.Done);
        await JsonAnswer.WriteAsync(context, status, json => json.WriteBoolean("ok"u8, true)).ConfigureAwait(false);
    }

    private Task WrongAsync(HttpContext context, string action)
    {
        Note(action, AccountOutcome.Wrong);
        return JsonAnswer.WriteErrorAsync(context, StatusCodes.Status401Unauthorized, "unauthorized", "Name or password is wrong.");
    }

    private Task RefuseAsync(HttpContext context, string action, string fault)
    {
        Note(action, AccountOutcome.Refused);
        return JsonAnswer.WriteErrorAsync(context, StatusCodes.Status400BadRequest, "bad_request", fault);
    }

    private Task WaitAsync(HttpContext context, string action, TimeSpan wait)
    {
        Note(action, AccountOutcome.Throttled);
        context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return JsonAnswer.WriteErrorAsync(context, StatusCodes.Status429TooManyRequests, "too_many_requests", "Too many attempts. Try again later.");
    }

    private void Note(string action, AccountOutcome outcome)
    {
        SessionMetrics.AccountUsed(action, outcome);
        logger.AccountUsed(action, outcome);
    }
}
