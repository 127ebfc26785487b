using CsCheck;
using Raindrop.Documents;
using Raindrop.Tenancy;
using Raindrop.Tenancy.Directory;
using Raindrop.Tenancy.Stored;

namespace Raindrop.Core.Tests.Tenancy;

public sealed class TenantValueTests
{
    private static readonly SubjectHasher Hasher = new(new IdentifierHasher(new byte[32]));

    [Fact]
    public void An_identity_hashes_to_the_same_for_ever() =>
        // Another hash would make every user a stranger.
        Hasher.Hash(new TenantSubject("https://id.example", "1")).Should().MatchRegex("^[a-z2-7]{26}$").And.Be(new IdentifierHasher(new byte[32]).ForScope("raindrop tenant identities").Hash("18:https://id.example1"));

    [Fact]
    public void No_two_identities_have_the_same_hash_however_issuer_and_subject_are_cut() => Gen.Select(Gen.Char["1:ab"].Array[1, 4], Gen.Char["1:ab"].Array[1, 4], Gen.Char["1:ab"].Array[1, 4], Gen.Char["1:ab"].Array[1, 4]).Sample((a, b, c, d) =>
    {
        var (left, right) = (new TenantSubject(new string(a), new string(b)), new TenantSubject(new string(c), new string(d)));
        (Hasher.Hash(left) == Hasher.Hash(right)).Should().Be(left == right);
    }, seed: "0000000000002", iter: 1000);

    [Fact]
    public void Nothing_that_identifies_a_user_is_shown()
    {
        var subject = new TenantSubject("https://id.example", "ada@example.org");
        var entry = TenantEntry.New("hash", DateTimeOffset.UnixEpoch);
        string[] shown = [$"{new ProvenSubject(subject, DateTimeOffset.UnixEpoch)}", $"{entry.ToInfo()}", $"{new TenantDesignDocument("app", "{\"secret\":1}"u8.ToArray())}"];

        shown.Should().NotContain(text => text.Contains("ada") || text.Contains("example") || text.Contains(entry.Database) || text.Contains("secret"));
        shown[1].Should().Contain(entry.Tenant.Value);
    }

    [Fact]
    public void Every_failure_says_what_to_do() =>
        Enum.GetValues<TenantDirectoryFailure>().Select(failure => new TenantDirectoryException(failure).Message).Should().OnlyHaveUniqueItems().And.OnlyContain(message => message.Contains(':') && message.EndsWith('.'));

    [Fact]
    public void Only_an_active_tenant_may_use_its_database()
    {
        foreach (var state in Enum.GetValues<TenantEntryState>())
            (TenantEntry.New("hash", DateTimeOffset.UnixEpoch) with { State = state }).ToInfo().State.Should().Be(state == TenantEntryState.Active ? TenantState.Active : TenantState.Suspended);
    }
}
