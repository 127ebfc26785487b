using System.Globalization;
using Raindrop.Documents;

namespace Raindrop.Tenancy.Directory;

/// <summary>Turns identities into keyed hashes: what is stored cannot be tried against names or addresses without the host's key.</summary>
internal sealed class SubjectHasher(IdentifierHasher hasher)
{
    private readonly IdentifierHasher _hasher = hasher.ForScope("raindrop tenant identities");

    // With the length of the issuer, so that no two identities are the same text.
    public string Hash(TenantSubject subject) => _hasher.Hash(string.Create(CultureInfo.InvariantCulture, $"{subject.Issuer.Length}:{subject.Issuer}{subject.Subject}"));
}
