namespace CdcToSnowflake.Emulator.Server.Http;

/// <summary>Something that goes wrong between a client and the server.</summary>
public sealed record ServerFault
{
    private ServerFault()
    {
    }

    /// <summary>The connection breaks before the request is looked at.</summary>
    public static ServerFault LostRequest { get; } = new() { IsRequestLost = true };

    /// <summary>The request is carried out, but the connection breaks before the first byte of the answer.</summary>
    public static ServerFault LostAnswer { get; } = new() { AnswerBytes = 0 };

    internal bool IsRequestLost { get; private init; }

    internal int? AnswerBytes { get; private init; }

    internal int Status { get; private init; }

    internal string? RetryAfter { get; private init; }

    /// <summary>The request is carried out, but the connection breaks within the answer.</summary>
    /// <param name="bytes">How much of the body arrives.</param>
    /// <returns>The fault.</returns>
    public static ServerFault CutAnswer(int bytes) => new() { AnswerBytes = bytes };

    /// <summary>The request is not carried out, and this status is the answer: 429, 500, 503 …</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="retryAfter">The Retry-After header; null for none.</param>
    /// <returns>The fault.</returns>
    public static ServerFault Refusal(int status, string? retryAfter = null) => new() { Status = status, RetryAfter = retryAfter };
}
