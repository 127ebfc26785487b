using System.Globalization;
using System.Text;
using Raindrop.Gateway.Bodies;

namespace Raindrop.Gateway.Tests.Bodies;

public sealed class JsonCheckerTests
{
    public static TheoryData<int> Cases => [.. Enumerable.Range(0, JsonCases.All.Count)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_body_is_judged_alike_however_it_is_cut(int index)
    {
        var (text, violation) = JsonCases.All[index];

        Pieces.CheckEveryCut(() => new JsonChecker(), JsonCases.BytesOf(text)).Should().Be(violation);
    }

    [Theory]
    [InlineData('[', ']')]
    [InlineData('{', '}')]
    public void Nesting_is_taken_as_deep_as_documents_are_and_no_deeper(char open, char close)
    {
        string Nested(int depth) => open == '['
            ? new string('[', depth) + new string(']', depth)
            : string.Concat(Enumerable.Repeat("{\"a\":", depth - 1)) + "{}" + new string(close, depth - 1);

        Check(Nested(OpenBrackets.Most)).Should().Be(BodyViolation.None);
        Check(Nested(OpenBrackets.Most + 1)).Should().Be(BodyViolation.TooDeep);
        Check(new string(open == '[' ? '[' : ' ', 10_000_000)).Should().Be(open == '[' ? BodyViolation.TooDeep : BodyViolation.Incomplete);
    }

    [Fact]
    public void Brackets_are_matched_at_every_depth()
    {
        var random = new Random(7);
        for (var round = 0; round < 50; round++)
        {
            var kinds = Enumerable.Range(0, OpenBrackets.Most).Select(_ => random.Next(2) == 0).ToArray();
            var text = string.Concat(kinds.Select(isObject => isObject ? "{\"a\":" : "[")) + "1" + string.Concat(kinds.Reverse().Select(isObject => isObject ? "}" : "]"));
            Check(text).Should().Be(BodyViolation.None);

            var wrong = text.ToCharArray();
            var place = text.IndexOf('1') + 1 + random.Next(kinds.Length);
            wrong[place] = wrong[place] == '}' ? ']' : '}';
            Check(new string(wrong)).Should().Be(BodyViolation.MalformedJson);
        }
    }

    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(34)]
    [InlineData(5_000)]
    public void A_name_is_found_again_among_any_number(int names)
    {
        string Object(params string[] more) => "{" + string.Join(',', Enumerable.Range(0, names).Select(n => $"\"n{n}\":{{\"n1\":{n},\"x\":[]}}").Concat(more)) + "}";

        Check(Object()).Should().Be(BodyViolation.None);
        foreach (var again in new[] { 0, names / 2, names - 1 }) Check(Object($"\"\\u006e{again}\":0")).Should().Be(BodyViolation.DuplicateName);
        Check($"[{Object()},{Object()},{{\"y\":{Object()},\"z\":{Object()}}}]").Should().Be(BodyViolation.None);
        Check($"[{Object()},{Object("\"n3\":1")}]").Should().Be(BodyViolation.DuplicateName);
    }

    [Fact]
    public void A_name_is_found_again_around_large_objects()
    {
        var large = "{" + string.Join(',', Enumerable.Range(0, 500).Select(n => $"\"{n}\":0")) + "}";

        Check($"{{\"a\":{large},\"b\":{large},\"c\":1}}").Should().Be(BodyViolation.None);
        Check($"{{\"a\":{large},\"b\":{large},\"a\":1}}").Should().Be(BodyViolation.DuplicateName);
        Check($"{{\"a\":{{\"b\":{large},\"c\":{large}}},\"d\":{{\"b\":{large},\"b\":1}}}}").Should().Be(BodyViolation.DuplicateName);
    }

    [Fact]
    public void A_million_names_cost_memory_in_proportion_to_the_body()
    {
        var body = Encoding.ASCII.GetBytes("{" + string.Join(',', Enumerable.Range(0, 1_000_000).Select(n => string.Create(CultureInfo.InvariantCulture, $"\"{n:x}\":1"))) + "}");
        using var checker = new JsonChecker();
        var before = GC.GetAllocatedBytesForCurrentThread();

        checker.Check(body).Should().Be(BodyViolation.None);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(5 * body.Length, "the tables that the last one grew from are given back");
        checker.Complete().Should().Be(BodyViolation.None);
        body.Length.Should().BeGreaterThan(8_000_000);
    }

    [Fact]
    public void A_string_of_any_length_costs_no_memory()
    {
        using var checker = new JsonChecker();
        var piece = new byte[64 * 1024];
        piece.AsSpan().Fill((byte)'x');
        checker.Check("{\"data\":\""u8);
        checker.Check(piece);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1000; i++) checker.Check(piece);

        GC.GetAllocatedBytesForCurrentThread().Should().Be(before);
        checker.Check("\"}"u8).Should().Be(BodyViolation.None);
        checker.Complete().Should().Be(BodyViolation.None);
    }

    [Theory]
    [InlineData("{\"_id\":\"_design/a\"}", true)]
    [InlineData("{\"x\":1,\"_\\u0069d\":\"\\u005fdesign\\/a\",\"views\":{}}", true)]
    [InlineData("{\"_id\":\"_design/\"}", true)]
    [InlineData("{\"_id\":\"design/a\"}", false)]
    [InlineData("{\"_id\":\"_designs\"}", false)]
    [InlineData("{\"_id\":\"a\",\"x\":\"_design/a\"}", false)]
    [InlineData("{\"x\":{\"_id\":\"_design/a\"},\"_id\":\"a\"}", false)]
    [InlineData("{\"_id\":{\"_id\":\"_design/a\"}}", false)]
    [InlineData("{\"_id\":[\"_design/a\"]}", false)]
    [InlineData("{\"_id\":\"_local/a\"}", false)]
    [InlineData("[{\"_id\":\"_design/a\"}]", false)]
    [InlineData("{\"docs\":[{\"_id\":\"_design/a\"}]}", false)]
    public void A_document_that_is_a_design_document_is_told(string text, bool isDesign)
    {
        Pieces.CheckEveryCut(() => new JsonChecker(JsonBodyShape.Document, refusesDesign: true), Encoding.UTF8.GetBytes(text)).Should().Be(isDesign ? BodyViolation.DesignDocument : BodyViolation.None);
        Pieces.Check(new JsonChecker(JsonBodyShape.Document), Encoding.UTF8.GetBytes(text)).Should().Be(BodyViolation.None);
        Pieces.Check(new JsonChecker(refusesDesign: true), Encoding.UTF8.GetBytes(text)).Should().Be(BodyViolation.None);
    }

    [Theory]
    [InlineData("{\"docs\":[{\"_id\":\"a\"},{\"_id\":\"_design/a\"}]}", true)]
    [InlineData("{\"new_edits\":false,\"doc\\u0073\":[{\"a\":[[{}]],\"_id\":\"_design/a\"}]}", true)]
    [InlineData("{\"docs\":[{\"_id\":\"a\",\"x\":{\"_id\":\"_design/a\"}},{\"_id\":\"b\"}]}", false)]
    [InlineData("{\"other\":[{\"_id\":\"_design/a\"}],\"docs\":[]}", false)]
    [InlineData("{\"docs\":[],\"other\":[{\"_id\":\"_design/a\"}]}", false)]
    [InlineData("{\"docs\":{\"x\":{\"_id\":\"_design/a\"}}}", false)]
    [InlineData("{\"docs\":[[{\"_id\":\"_design/a\"}]]}", false)]
    [InlineData("{\"_id\":\"_design/a\",\"docs\":[]}", false)]
    public void A_design_document_among_many_is_told(string text, bool isDesign) =>
        Pieces.CheckEveryCut(() => new JsonChecker(JsonBodyShape.BulkDocuments, refusesDesign: true), Encoding.UTF8.GetBytes(text)).Should().Be(isDesign ? BodyViolation.DesignDocument : BodyViolation.None);

    private static BodyViolation Check(string text) => Pieces.Check(new JsonChecker(), Encoding.UTF8.GetBytes(text));
}
