using Raindrop.Gateway.Grammar;
using static Raindrop.Gateway.Grammar.GrammarRefusal;

namespace Raindrop.Gateway.Tests.Grammar;

public sealed class HostileTargetTests
{
    /// <summary>Targets, <c>~</c> standing for the tenant's database, and why they are refused.</summary>
    private static readonly (string Target, string Method, GrammarRefusal Refusal)[] Table =
    [
        // Forms of a target.
        ("http://evil/db/~/x", "GET", NotOriginForm), ("HTTP://evil/", "GET", NotOriginForm), ("evil:443", "GET", NotOriginForm), ("*", "GET", NotOriginForm), ("", "GET", NotOriginForm),
        ("db/~", "GET", NotOriginForm), ("//evil/db/~", "GET", OutsideMount), ("~/x#y", "GET", Fragment), ("#", "GET", NotOriginForm), ("~/x?a#b", "GET", Fragment),

        // The mount.
        ("/", "GET", OutsideMount), ("/dbx/~/d", "GET", OutsideMount), ("/DB/x", "GET", OutsideMount), ("/d%62/x", "GET", OutsideMount), ("/x/../db/y", "GET", OutsideMount),
        ("/db//", "GET", EmptySegment), ("/db//x", "GET", EmptySegment), ("/db/./x", "GET", DotSegment), ("/db/../x", "GET", DotSegment), ("/db/%2e%2e/x", "GET", DotSegment),

        // Dots, slashes, backslashes, in every spelling.
        ("~/.", "GET", DotSegment), ("~/..", "GET", DotSegment), ("~/%2e", "GET", DotSegment), ("~/%2E%2E", "GET", DotSegment), ("~/.%2e", "GET", DotSegment), ("~/x/..", "GET", DotSegment),
        ("~/../other/doc", "GET", DotSegment), ("~/%2e%2e/other/doc", "GET", DotSegment), ("~/..%2fother", "GET", DotSegment), ("~/a%2F..%2F..%2Fother", "GET", DotSegment), ("~/a%2F.", "GET", DotSegment),
        ("~/_design%2F..", "GET", DotSegment), ("~/_local/..", "GET", DotSegment), ("~/_design/../x", "GET", DotSegment), ("~/x/a%2f..%2fb", "PUT", DotSegment),
        ("~//", "GET", EmptySegment), ("~/x/", "GET", EmptySegment), ("~//x", "GET", EmptySegment), ("~/_design/", "GET", EmptySegment), ("~/_all_docs/", "GET", EmptySegment),
        ("~/..\\other", "GET", Backslash), ("~\\x", "GET", Backslash), ("~/%5C..%5C", "GET", Backslash), ("~/a%5cb", "GET", Backslash),
        ("~%2Fx", "GET", EncodedSlash), ("/db/a%2fb/c", "GET", EncodedSlash), ("~/_all_docs%2Fqueries", "POST", EncodedSlash), ("~/_partition/a%2Fb", "GET", EncodedSlash),
        ("~/_design/a/_view/b%2Fc", "GET", EncodedSlash), ("~/_bulk_docs%2F", "POST", EncodedSlash), ("~/_security%2Fx", "PUT", EncodedSlash),

        // Percent signs and UTF-8.
        ("~/%", "GET", PercentEncoding), ("~/%4", "GET", PercentEncoding), ("~/%zz", "GET", PercentEncoding), ("~/a%2", "GET", PercentEncoding), ("~/%u0041", "GET", PercentEncoding), ("~/x?%=1", "GET", PercentEncoding),
        ("~/%ff", "GET", InvalidUtf8), ("~/%c0%ae%c0%ae", "GET", InvalidUtf8), ("~/%c0%af", "GET", InvalidUtf8), ("~/%e0%80%af", "GET", InvalidUtf8), ("~/%ed%a0%80", "GET", InvalidUtf8),
        ("~/%f4%90%80%80", "GET", InvalidUtf8), ("~/%c3", "GET", InvalidUtf8), ("~/%80", "GET", InvalidUtf8), ("~/x?rev=%c0%ae", "GET", InvalidUtf8),

        // Characters.
        ("~/%00", "GET", ControlCharacter), ("~/a%00b", "GET", ControlCharacter), ("~/a\0b", "GET", ControlCharacter), ("~/a%0d%0aX: y", "GET", IllegalCharacter), ("~/a%0d%0ab", "GET", ControlCharacter),
        ("~/a\r\nb", "GET", ControlCharacter), ("~/%7f", "GET", ControlCharacter), ("~/%c2%85", "GET", ControlCharacter), ("~/a\tb", "GET", ControlCharacter), ("~/x?rev=a%00", "GET", ControlCharacter),
        ("~/a b", "GET", IllegalCharacter), ("~/é", "GET", IllegalCharacter), ("~/a|b", "GET", IllegalCharacter), ("~/a\"b", "GET", IllegalCharacter), ("~/<x>", "GET", IllegalCharacter), ("~/x?a=é", "GET", IllegalCharacter),
        ("~/a+b", "GET", AmbiguousPlus), ("~/x/a+b", "PUT", AmbiguousPlus), ("~+", "GET", AmbiguousPlus), ("~/a%20+b", "GET", AmbiguousPlus),

        // Endpoints and methods that are not there.
        ("~/_x", "GET", UnknownEndpoint), ("~/_", "GET", UnknownEndpoint), ("~/_All_docs", "GET", UnknownEndpoint), ("~/_temp_view", "POST", UnknownEndpoint), ("~/_design", "GET", UnknownEndpoint),
        ("~/_local", "GET", UnknownEndpoint), ("~/_local/a/b", "GET", UnknownEndpoint), ("~/_local/a/b", "PUT", UnknownEndpoint), ("~/_design/a/_x", "GET", UnknownEndpoint), ("~/_design/_a", "GET", UnknownEndpoint),
        ("~/_design/a/_view", "GET", UnknownEndpoint), ("~/_design/a/_view/v/x", "GET", UnknownEndpoint), ("~/_design/a/_view/v/w/x", "GET", UnknownEndpoint), ("~/doc/_x", "GET", UnknownEndpoint),
        ("~/_all_docs/x", "GET", UnknownEndpoint), ("~/_changes/x", "GET", UnknownEndpoint), ("~/_bulk_docs/x", "POST", UnknownEndpoint), ("~/_partition", "GET", UnknownEndpoint),
        ("~/_partition/_p", "GET", UnknownEndpoint), ("~/_partition/p/x", "GET", UnknownEndpoint), ("~/_partition/p/_changes", "GET", UnknownEndpoint), ("~/_partition/p/_index", "POST", UnknownEndpoint),
        ("~/_partition/p/_all_docs/queries", "POST", UnknownEndpoint), ("/db/_unknown", "GET", UnknownEndpoint), ("/db/_unknown/x", "GET", UnknownEndpoint), ("/db/%5Funknown", "GET", UnknownEndpoint),
        ("~/%5Fx", "GET", UnknownEndpoint), ("~/_security/x", "GET", UnknownEndpoint), ("~/_search_analyze", "GET", UnknownEndpoint),
        ("~/doc", "get", UnknownMethod), ("~/doc", "PATCH", UnknownMethod), ("~/doc", "OPTIONS", UnknownMethod), ("~/doc", "MOVE", UnknownMethod), ("~/doc", "TRACE", UnknownMethod), ("~", "COPY", UnknownMethod),
        ("~/_bulk_docs", "PUT", UnknownMethod), ("~/_bulk_docs", "GET", UnknownMethod), ("~/_find", "GET", UnknownMethod), ("~/_all_docs", "PUT", UnknownMethod), ("~/_local/x", "COPY", UnknownMethod),
        ("~/_local/x", "POST", UnknownMethod), ("~/doc/att", "POST", UnknownMethod), ("~/doc/att", "COPY", UnknownMethod), ("~/_changes", "DELETE", UnknownMethod), ("/db", "POST", UnknownMethod), ("~/doc", "", UnknownMethod),

        // Parameters.
        ("~/doc?x=1", "GET", UnknownParameter), ("~?rev=1-a", "GET", UnknownParameter), ("~/doc?REV=1-a", "GET", UnknownParameter), ("~/doc?=1", "GET", UnknownParameter), ("~/doc?new_edits=false", "DELETE", UnknownParameter),
        ("~/_all_docs?callback=x", "GET", UnknownParameter), ("~/_all_docs?buffer_response=true", "GET", UnknownParameter), ("~/_changes?x=1", "GET", UnknownParameter), ("~/_changes?filter=_view&x=1", "GET", UnknownParameter),
        ("~/_changes?filter=a/b&FEED=continuous", "GET", UnknownParameter), ("~/_changes?filter=a/b&buffer_response=true", "GET", UnknownParameter), ("~/_changes?filter=a/b&_x=1", "GET", UnknownParameter),
        ("~/_changes?filter=a/b&a%20b=1", "GET", UnknownParameter), ("~/_bulk_get?rev=1-a", "POST", UnknownParameter), ("~/_bulk_docs?new_edits=false", "POST", UnknownParameter), ("~/_find?partition=p", "POST", UnknownParameter),
        ("~/doc?rev=1-a&rev=2-b", "GET", DuplicateParameter), ("~/_all_docs?startkey=1&start_key=2", "GET", DuplicateParameter), ("~/_changes?since=1&last-event-id=2", "GET", DuplicateParameter),
        ("~/_changes?filter=a/b&x=1&x=2", "GET", DuplicateParameter), ("~/_changes?feed=normal&feed=continuous", "GET", DuplicateParameter), ("~/doc?%72ev=1-a&rev=2-b", "GET", DuplicateParameter),
        ("~/_changes?feed=x", "GET", ParameterValue), ("~/_changes?feed=continuous", "HEAD", ParameterValue), ("~/_changes?feed=continuous;x", "GET", ParameterValue), ("~/doc?revs=1", "GET", ParameterValue), ("~/doc?revs=True", "GET", ParameterValue),
        ("~/_all_docs?limit=-1", "GET", ParameterValue), ("~/_all_docs?limit=", "GET", ParameterValue), ("~/_all_docs?limit=1e3", "GET", ParameterValue), ("~/_all_docs?limit=9999999999999999999", "GET", ParameterValue),
        ("~/_changes?heartbeat=false", "GET", ParameterValue), ("~/_changes?style=x", "GET", ParameterValue), ("~/doc?new_edits=maybe", "PUT", ParameterValue), ("~/doc?batch=no", "PUT", ParameterValue), ("~/_all_docs?keys=", "GET", ParameterValue),
    ];

    public static TheoryData<int> Rows => [.. Enumerable.Range(0, Table.Length)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_hostile_target_is_refused_for_what_it_is(int row)
    {
        var (target, method, refusal) = Table[row];

        Targets.Parse(method, target.Replace("~", $"/db/{Targets.Tenant}", StringComparison.Ordinal)).Refusal.Should().Be(refusal, "{0} {1}", method, target);
    }

    [Fact]
    public void Every_refusal_has_a_hostile_target_and_an_answer_of_its_own()
    {
        var elsewhere = new[] { MethodOverride, Destination, TooLong };
        Table.Select(row => row.Refusal).Concat(elsewhere).Distinct().Should().BeEquivalentTo(Enum.GetValues<GrammarRefusal>().Except([None]));

        var refusals = Enum.GetValues<GrammarRefusal>().Except([None]).ToArray();
        refusals.Select(GrammarRefusals.ReasonOf).Should().OnlyHaveUniqueItems().And.NotContain(GrammarRefusals.ReasonOf(None));
        refusals.Select(GrammarRefusals.StatusOf).Should().OnlyContain(status => status >= 400 && status < 500);
    }

    [Fact]
    public void A_target_longer_than_a_list_of_keys_needs_is_refused() =>
        Targets.Parse("GET", $"/db/{Targets.Tenant}/{new string('a', 16 * 1024)}").Refusal.Should().Be(TooLong);

    [Theory]
    [InlineData("X-HTTP-Method-Override", "DELETE")]
    [InlineData("x-http-method-override", "GET")]
    [InlineData("X-HTTP-Method", "PUT")]
    [InlineData("X-Method-Override", "")]
    public void A_header_that_overrides_the_method_is_refused(string name, string value) =>
        Targets.Parse("POST", $"/db/{Targets.Tenant}/_find", (name, value)).Refusal.Should().Be(MethodOverride);

    [Theory]
    [InlineData("")]
    [InlineData("http://evil/db/x")]
    [InlineData("HTTPS://evil/x")]
    [InlineData("//evil/x")]
    [InlineData("/other/x")]
    [InlineData("other/x")]
    [InlineData("../other/x")]
    [InlineData("..%2Fother")]
    [InlineData("..")]
    [InlineData("a\\b")]
    [InlineData("a%00")]
    [InlineData("a+b")]
    [InlineData("a b")]
    [InlineData("a#b")]
    [InlineData("%c0%ae")]
    [InlineData("_local/x")]
    [InlineData("_local%2Fx")]
    [InlineData("_users")]
    [InlineData("_design/")]
    [InlineData("x?")]
    [InlineData("x?rev=")]
    [InlineData("x?rev=1")]
    [InlineData("x?rev=1-a&rev=2-b")]
    [InlineData("x?rev=1-a%20")]
    [InlineData("x?revision=1-a")]
    [InlineData("x?rev=1-a?rev=2-b")]
    public void A_copy_to_anywhere_but_a_document_of_the_same_database_is_refused(string destination) =>
        Targets.Parse("COPY", $"/db/{Targets.Tenant}/doc", ("Destination", destination)).Refusal.Should().Be(Destination);

    [Fact]
    public void A_copy_needs_one_destination()
    {
        Targets.Parse("COPY", $"/db/{Targets.Tenant}/doc").Refusal.Should().Be(Destination);
        Targets.Parse("COPY", $"/db/{Targets.Tenant}/doc", ("Destination", "a"), ("destination", "b")).Refusal.Should().Be(Destination);
    }

    [Fact]
    public void A_method_that_an_endpoint_does_not_take_is_answered_with_those_that_it_takes() =>
        Targets.Parse("PATCH", $"/db/{Targets.Tenant}/_all_docs").Allow.Should().Be("GET, HEAD, POST");
}
