namespace Raindrop.Gateway.Grammar;

/// <summary>Why a request is outside of the grammar. A closed vocabulary: it may stand in logs and metrics.</summary>
internal enum GrammarRefusal
{
    None = 0,
    NotOriginForm,
    OutsideMount,
    TooLong,
    Fragment,
    IllegalCharacter,
    PercentEncoding,
    InvalidUtf8,
    ControlCharacter,
    Backslash,
    DotSegment,
    EmptySegment,
    EncodedSlash,
    AmbiguousPlus,
    UnknownEndpoint,
    UnknownMethod,
    MethodOverride,
    UnknownParameter,
    DuplicateParameter,
    ParameterValue,
    Destination,
}
