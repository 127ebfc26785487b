using Microsoft.AspNetCore.Http;
using Raindrop.Gateway.Bodies;
using Raindrop.Gateway.Tests.Grammar;

namespace Raindrop.Gateway.Tests.Bodies;

public sealed class BodyPlanTests
{
    private const string Json = "application/json";

    [Theory]
    [InlineData("POST", "_bulk_docs", "application/json", Json)]
    [InlineData("POST", "_bulk_docs", "Application/JSON; charset=UTF-8", Json)]
    [InlineData("POST", "_find", "application/json;charset=\"utf-8\"", Json)]
    [InlineData("PUT", "doc", "application/json", Json)]
    [InlineData("PUT", "_local/x", "application/json", Json)]
    [InlineData("POST", "_changes?filter=_doc_ids", "application/json", Json)]
    [InlineData("PUT", "doc", "multipart/related; boundary=\"abc\"", "multipart/related; boundary=\"abc\"")]
    [InlineData("PUT", "doc", "Multipart/Related;boundary=\"a=b?c\"", "multipart/related; boundary=\"a=b?c\"")]
    public void A_body_of_the_right_type_goes_on_as_that_type(string method, string path, string contentType, string upstream)
    {
        var plan = Plan(method, path, contentType);

        plan.Violation.Should().Be(BodyViolation.None);
        plan.ContentType.Should().Be(upstream);
        plan.Checker.Should().NotBeNull();
    }

    [Theory]
    [InlineData("POST", "_bulk_docs", null)]
    [InlineData("POST", "_bulk_docs", "text/plain")]
    [InlineData("POST", "_bulk_docs", "application/x-www-form-urlencoded")]
    [InlineData("POST", "_bulk_docs", "application/json; charset=utf-16")]
    [InlineData("POST", "_bulk_docs", "application/json; boundary=x")]
    [InlineData("POST", "_bulk_docs", "application/json, text/plain")]
    [InlineData("POST", "_bulk_docs", "multipart/related; boundary=abc")]
    [InlineData("PUT", "_local/x", "multipart/related; boundary=abc")]
    [InlineData("PUT", "doc", "multipart/mixed; boundary=abc")]
    [InlineData("PUT", "doc", "multipart/related")]
    [InlineData("PUT", "doc", "multipart/related; boundary=")]
    [InlineData("PUT", "doc", "multipart/related; boundary=\"\"")]
    [InlineData("PUT", "doc", "multipart/related; boundary=a; boundary=b")]
    [InlineData("PUT", "doc", "multipart/related; x=\"; boundary=evil\"; boundary=a")]
    [InlineData("PUT", "doc", "multipart/related; boundary=\"a;b\"")]
    [InlineData("PUT", "doc", "multipart/related; boundary=\"a\\\"b\"")]
    [InlineData("PUT", "doc", "multipart/related; boundary=\"a b\"")]
    [InlineData("PUT", "doc", "multipart/related; boundary=01234567890123456789012345678901234567890123456789012345678901234567890")]
    [InlineData("PUT", "doc", "application/json\r\nX: y")]
    public void A_body_of_another_type_is_refused(string method, string path, string? contentType) => Plan(method, path, contentType).Violation.Should().Be(BodyViolation.ContentType);

    [Fact]
    public void Two_content_types_are_refused()
    {
        var headers = new HeaderDictionary { ["Content-Type"] = new(["application/json", "text/plain"]) };

        BodyPlan.Create(Targets.Accept("POST", $"/db/{Targets.Tenant}/_find"), headers, hasBody: true, refusesDesign: false).Violation.Should().Be(BodyViolation.ContentType);
    }

    [Theory]
    [InlineData("gzip", nameof(BodyViolation.ContentEncoding))]
    [InlineData("identity, gzip", nameof(BodyViolation.ContentEncoding))]
    [InlineData("", nameof(BodyViolation.ContentEncoding))]
    [InlineData("Identity", nameof(BodyViolation.None))]
    public void A_body_that_is_encoded_is_refused(string encoding, string violation)
    {
        Plan("POST", "_find", Json, encoding).Violation.ToString().Should().Be(violation);
        Plan("PUT", "doc/att", "text/plain", encoding).Violation.ToString().Should().Be(violation);
    }

    [Theory]
    [InlineData("GET", "doc")]
    [InlineData("HEAD", "_all_docs")]
    [InlineData("DELETE", "doc")]
    [InlineData("GET", "_changes")]
    public void A_body_where_none_belongs_is_refused(string method, string path)
    {
        Plan(method, path, Json).Violation.Should().Be(BodyViolation.UnexpectedBody);
        Plan(method, path, Json, hasBody: false).Should().Be(default(BodyPlan), "PouchDB names a type even without a body");
    }

    [Fact]
    public void A_body_that_is_missing_is_refused_where_one_belongs()
    {
        Plan("POST", "_bulk_docs", Json, hasBody: false).Violation.Should().Be(BodyViolation.MissingBody);
        Plan("PUT", "doc", Json, hasBody: false).Violation.Should().Be(BodyViolation.MissingBody);
        Plan("POST", "_changes", null, hasBody: false).Should().Be(new BodyPlan(BodyViolation.None, Json, null), "CouchDB asks for the type even so");
        Plan("POST", "_ensure_full_commit", Json, hasBody: false).Violation.Should().Be(BodyViolation.None);
        Plan("PUT", "doc/att", null, hasBody: false).Should().Be(default(BodyPlan));
    }

    [Fact]
    public void An_attachment_passes_with_its_own_type() => Plan("PUT", "doc/att", "application/json").Should().Be(default(BodyPlan));

    [Fact]
    public void Design_documents_in_bodies_are_refused_where_the_gateway_is_told_to()
    {
        Check(Plan("POST", "_bulk_docs", Json, refusesDesign: true), "{\"docs\":[{\"_id\":\"_design/a\"}]}").Should().Be(BodyViolation.DesignDocument);
        Check(Plan("POST", "", Json, refusesDesign: true), "{\"_id\":\"_design/a\"}").Should().Be(BodyViolation.DesignDocument);
        Check(Plan("POST", "", Json), "{\"_id\":\"\\u005fdesign/a\"}").Should().Be(BodyViolation.DesignDocument, "alone it is refused in any case");
        Check(Plan("POST", "_bulk_docs", Json), "{\"docs\":[{\"_id\":\"_design/a\"}]}").Should().Be(BodyViolation.None, "CouchDB refuses it, and takes the others");
        Check(Plan("POST", "_revs_diff", Json, refusesDesign: true), "{\"_design/a\":[\"1-a\"]}").Should().Be(BodyViolation.None);
        Check(Plan("POST", "_bulk_docs", Json), "{\"docs\":[{\"_id\":\"_design/a\"}]}").Should().Be(BodyViolation.None);
    }

    [Fact]
    public void Every_violation_has_an_answer_of_its_own()
    {
        var violations = Enum.GetValues<BodyViolation>().Except([BodyViolation.None]).ToArray();

        violations.Select(BodyViolations.ReasonOf).Should().OnlyHaveUniqueItems().And.NotContain(BodyViolations.ReasonOf(BodyViolation.None));
        violations.Select(BodyViolations.StatusOf).Should().OnlyContain(status => status == 400 || status == 403 || status == 415);
        new BodyViolationException(BodyViolation.TooDeep).Message.Should().Be(BodyViolations.ReasonOf(BodyViolation.TooDeep));
    }

    private static BodyViolation Check(BodyPlan plan, string body) => Pieces.Check(plan.Checker!, System.Text.Encoding.UTF8.GetBytes(body));

    private static BodyPlan Plan(string method, string path, string? contentType, string? encoding = null, bool hasBody = true, bool refusesDesign = false)
    {
        var headers = new HeaderDictionary();
        if (contentType is not null) headers["Content-Type"] = contentType;
        if (encoding is not null) headers["Content-Encoding"] = encoding;
        return BodyPlan.Create(Targets.Accept(method, $"/db/{Targets.Tenant}/{path}"), headers, hasBody, refusesDesign);
    }
}
