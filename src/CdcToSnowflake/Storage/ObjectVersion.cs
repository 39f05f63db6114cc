using System.Text.Json;

namespace CdcToSnowflake.Storage;

/// <summary>The version of what is kept as an object of JSON. It is read before anything else is, and by itself: the rest may have any form in a newer release.</summary>
internal static class ObjectVersion
{
    // What was written before there were versions has none.
    private const int Unsaid = 1;

    /// <summary>The version of an object of JSON; 1 if it says none.</summary>
    /// <exception cref="JsonException">It isn't an object of JSON, or its version isn't a number.</exception>
    public static int Of(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("It isn't an object of JSON.");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isVersion = reader.ValueTextEquals("version"u8);
            reader.Read();
            if (isVersion)
            {
                return reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var version) ? version : throw new JsonException("Its version isn't a number.");
            }

            reader.Skip();
        }

        return Unsaid;
    }

    /// <summary>Refuses what a newer release wrote.</summary>
    /// <exception cref="ObjectVersionException">A newer release wrote it.</exception>
    /// <exception cref="JsonException">It isn't an object of JSON, or none wrote its version.</exception>
    public static void Check(Uri location, string key, ReadOnlySpan<byte> json, int newest)
    {
        var version = Of(json);
        if (version > newest)
        {
            throw new ObjectVersionException(location, key, version, newest);
        }

        if (version < 1)
        {
            throw new JsonException("No release wrote its version.");
        }
    }
}
