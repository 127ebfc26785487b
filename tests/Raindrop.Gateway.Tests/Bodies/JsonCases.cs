using System.Text;
using Raindrop.Gateway.Bodies;
using static Raindrop.Gateway.Bodies.BodyViolation;

namespace Raindrop.Gateway.Tests.Bodies;

/// <summary>Bodies and what is wrong with them. Written in Latin 1, so that every character is a byte.</summary>
internal static class JsonCases
{
    public static IReadOnlyList<(string Text, BodyViolation Violation)> All { get; } =
    [
        // JSON.
        ("{}", None), ("[]", None), ("{\"a\":1}", None), (" \t\r\n{ \"a\" : [ 1 , 2 ] } \n", None), ("[[],{},[{}]]", None), ("\"x\"", None), ("\"\"", None), ("0", None), ("-0", None), ("17 ", None), ("true", None),
        ("[true,false,null]", None), ("{\"\":1}", None), ("{\"a\":{\"a\":{\"a\":1}},\"b\":[{\"a\":1},{\"a\":1}]}", None), ("[-1.5e+10,0.25,1E-2,0e0,123456789012345678901234567890,1.0,1e2]", None),
        ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\u00e9\\u0000\\uffff\"", None), ("\"\\ud83d\\ude00\"", None), ("\"\u00C3\u00A9\u00E6\u0097\u00A5\u00F0\u009F\u0098\u0080\u00EF\u00BF\u00BF\u007F\"", None), ("{\"\u00C3\u00A9\":1,\"e\":2}", None),

        // A name twice.
        ("{\"a\":1,\"a\":2}", DuplicateName), ("{\"a\":1,\"\\u0061\":2}", DuplicateName), ("{\"\\u0061\":1,\"a\":2}", DuplicateName), ("{\"x\":{\"a\":1,\"b\":2,\"a\":3}}", DuplicateName), ("[[{\"a\":1,\"a\":1}]]", DuplicateName),
        ("{\"a\":{\"a\":1},\"a\":2}", DuplicateName), ("{\"a\":[{\"b\":1}],\"c\":1,\"a\":2}", DuplicateName), ("{\"\":1,\"\":2}", DuplicateName), ("{\"\u00C3\u00A9\":1,\"\\u00E9\":2}", DuplicateName),
        ("{\"\\ud83d\\ude00\":1,\"\u00F0\u009F\u0098\u0080\":2}", DuplicateName), ("{\"a/b\":1,\"a\\/b\":2}", DuplicateName), ("{\"\\n\":1,\"\\u000a\":2}", DuplicateName), ("{\"_id\":\"a\",\"_\\u0069d\":\"b\"}", DuplicateName),
        ("{\"roles\":[],\"name\":\"x\",\"roles\":[\"_admin\"]}", DuplicateName), ("{\"abcdefghij\":1,\"abcdefgh\\u0069j\":2}", DuplicateName), ("{\"abcdefghij\":1,\"abcdefghik\":2}", None), ("{\"a\":1,\"A\":2,\"a \":3,\"a\\u0000\":4}", None),

        // UTF-8 and surrogates.
        ("\"\u00FF\"", InvalidUtf8), ("\"\u0080\"", InvalidUtf8), ("\"\u00C3\"", InvalidUtf8), ("\"\u00C3(\"", InvalidUtf8), ("\"\u00C0\u0080\"", InvalidUtf8), ("\"\u00E0\u0080\u00AF\"", InvalidUtf8), ("\"\u00ED\u00A0\u0080\"", InvalidUtf8), ("\"\u00F4\u0090\u0080\u0080\"", InvalidUtf8),
        ("\"\u00F0\u009F\u0098\"", InvalidUtf8), ("\"\u00C3\\n\"", InvalidUtf8), ("{\"\u00C3\":1}", InvalidUtf8), ("\"\u00E6\u0097\u00A5\u00E6\u0097\"", InvalidUtf8), ("\"\u00F8\u0088\u0080\u0080\u0080\"", InvalidUtf8),
        ("\"\\ud800\"", UnpairedSurrogate), ("\"\\udc00\"", UnpairedSurrogate), ("\"\\ud800x\"", UnpairedSurrogate), ("\"\\ud800\\n\"", UnpairedSurrogate), ("\"\\ud800\\u0041\"", UnpairedSurrogate), ("\"\\ud800\\ud800\\udc00\"", UnpairedSurrogate),
        ("{\"\\ud800\":1}", UnpairedSurrogate), ("\"\\ud83d\u00F0\u009F\u0098\u0080\"", UnpairedSurrogate),

        // What surrounds it.
        ("\u00EF\u00BB\u00BF{}", ByteOrderMark), (" \u00EF\u00BB\u00BF{}", MalformedJson), ("\u00FE\u00FF\0{", MalformedJson), ("{} x", TrailingData), ("{}{}", TrailingData), ("{}\0", TrailingData), ("1 2", TrailingData), ("[],", TrailingData), ("{}\u00EF\u00BB\u00BF", TrailingData),
        ("\"a\"\"b\"", TrailingData), ("nullnull", TrailingData), ("{}}", TrailingData),
        ("", Incomplete), ("  ", Incomplete), ("{", Incomplete), ("[", Incomplete), ("{\"a\"", Incomplete), ("{\"a\":", Incomplete), ("{\"a\":1", Incomplete), ("{\"a\":1,", Incomplete), ("\"a", Incomplete), ("\"\\", Incomplete), ("\"\\u00", Incomplete), ("tru", Incomplete),
        ("-", Incomplete), ("1.", Incomplete), ("1e", Incomplete), ("1e+", Incomplete), ("[1", Incomplete), ("\"\\ud800", Incomplete), ("\"\u00C3", Incomplete),

        // What is not JSON.
        ("x", MalformedJson), ("{a:1}", MalformedJson), ("{'a':1}", MalformedJson), ("{\"a\" 1}", MalformedJson), ("{\"a\":}", MalformedJson), ("{\"a\":1,}", MalformedJson), ("[1,]", MalformedJson), ("[,1]", MalformedJson), ("{,}", MalformedJson), ("[1 2]", MalformedJson),
        ("{]", MalformedJson), ("[}", MalformedJson), ("]", MalformedJson), ("}", MalformedJson), ("{\"a\":1]", MalformedJson), ("[1}", MalformedJson), ("{1:1}", MalformedJson), (":", MalformedJson), (",", MalformedJson), ("[\"a\":1]", MalformedJson),
        ("01", TrailingData), ("[01]", MalformedJson), ("[-]", MalformedJson), ("[.5]", MalformedJson), ("[1.]", MalformedJson), ("[1e]", MalformedJson), ("[+1]", MalformedJson), ("[1e+]", MalformedJson), ("[0x10]", MalformedJson), ("[--1]", MalformedJson), ("[1.e1]", MalformedJson),
        ("[1a]", MalformedJson), ("[NaN]", MalformedJson), ("[Infinity]", MalformedJson), ("[tru]", MalformedJson), ("[True]", MalformedJson), ("[nulll]", MalformedJson), ("/**/{}", MalformedJson), ("[1]//x", TrailingData), ("{\"a\":/**/1}", MalformedJson),
        ("\"\\x\"", MalformedJson), ("\"\\u00g0\"", MalformedJson), ("\"\\U0041\"", MalformedJson), ("\"a\tb\"", MalformedJson), ("\"a\nb\"", MalformedJson), ("\"\0\"", MalformedJson), ("\"\u001F\"", MalformedJson), ("{\"a\n\":1}", MalformedJson), ("\f{}", MalformedJson), ("\u000B{}", MalformedJson),
        ("\u00A0{}", MalformedJson),
    ];

    public static byte[] BytesOf(string text) => Encoding.Latin1.GetBytes(text);
}
