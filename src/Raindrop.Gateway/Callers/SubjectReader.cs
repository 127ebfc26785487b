using System.Security.Claims;
using Raindrop.Tenancy;

namespace Raindrop.Gateway.Callers;

/// <summary>Reads who signed in from what an authentication scheme says, by the claims that never change.</summary>
internal static class SubjectReader
{
    /// <summary>The identity, or <see langword="null"/> where there is none, or more than one.</summary>
    public static TenantSubject? Read(ClaimsPrincipal principal)
    {
        TenantSubject? found = null;
        foreach (var identity in principal.Identities)
        {
            if (!identity.IsAuthenticated) continue;
            if (Read(identity) is not { } subject || (found is not null && found != subject)) return null;
            found = subject;
        }

        return found;
    }

    private static TenantSubject? Read(ClaimsIdentity identity)
    {
        // ASP.NET Core's handlers call the subject by its long name unless they are told not to.
        var subject = identity.FindFirst("sub") ?? identity.FindFirst(ClaimTypes.NameIdentifier);
        if (subject is not { Value.Length: > 0 }) return null;
        var issuer = identity.FindFirst("iss")?.Value ?? subject.Issuer;
        return string.IsNullOrEmpty(issuer) ? null : new TenantSubject(issuer, subject.Value);
    }
}
