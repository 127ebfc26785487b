using CsCheck;
using Raindrop.Documents;
using Raindrop.Schemas;

namespace Raindrop.Core.Tests.Documents;

public sealed class SourceKeyTests
{
    [Fact]
    public void Dates_are_written_in_UTC() =>
        SourceKey.FromDate(new DateTimeOffset(2026, 1, 31, 23, 59, 59, 999, TimeSpan.FromHours(-1)), "h").Should().Be("20260201T005959Z-h");

    [Fact]
    public void Keys_sort_as_their_dates_do_and_are_valid() =>
        Gen.Select(Gen.Long[0, 9_999L * 365 * 86_400], Gen.Long[0, 9_999L * 365 * 86_400]).Sample((x, y) =>
        {
            string Key(long seconds) => SourceKey.FromDate(DateTimeOffset.MinValue.AddSeconds(seconds), "h");
            Math.Sign(IdComparer.Instance.Compare(Key(x), Key(y))).Should().Be(Math.Sign(x.CompareTo(y)));
            IdComparer.Instance.Compare(SourceKey.Undated("h"), Key(x)).Should().BeNegative();
            DocumentKey.IsKey(Key(x)).Should().BeTrue();
        });

    [Fact]
    public void Keys_sort_as_their_numbers_do() =>
        Gen.Select(Gen.Long[0, long.MaxValue], Gen.Long[0, long.MaxValue]).Sample((x, y) =>
            Math.Sign(IdComparer.Instance.Compare(SourceKey.FromNumber(x, "h"), SourceKey.FromNumber(y, "h"))).Should().Be(Math.Sign(x.CompareTo(y))));

    [Fact]
    public void A_key_in_a_group_belongs_to_it() => DocumentKey.GroupOf(SourceKey.InGroup("g", "a/b")).Should().Be("g");

    [Fact]
    public void What_would_be_no_key_is_refused()
    {
        Action[] wrong =
        [
            () => SourceKey.FromDate(default, ""), () => SourceKey.Undated("a:b"), () => SourceKey.FromNumber(-1, "h"), () => SourceKey.FromNumber(1, "a\n"),
            () => SourceKey.InGroup("a/b", "k"), () => SourceKey.InGroup("", "k"), () => SourceKey.InGroup("g", ":"), () => SourceKey.Undated("\ud800"),
        ];
        foreach (var action in wrong) action.Should().Throw<ArgumentException>();
    }
}
