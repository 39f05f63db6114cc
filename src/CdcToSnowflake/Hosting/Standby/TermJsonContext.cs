using System.Text.Json.Serialization;

namespace CdcToSnowflake.Hosting.Standby;

/// <summary>The JSON of terms, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TermLine))]
[JsonSerializable(typeof(BrandsLine))]
internal sealed partial class TermJsonContext : JsonSerializerContext;
