using System.Text.Json;
using System.Text.Json.Serialization;
using CdcToSnowflake.Model;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace SqlOnly.Models;

/// <summary>A model as a file has it.</summary>
internal static class ModelFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    public static WarehouseModel Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new UsageException($"--model {path}: there is no such file.");
        }

        try
        {
            var text = File.ReadAllText(path);
            var isYaml = Path.GetExtension(path).ToUpperInvariant() is ".YAML" or ".YML";
            return JsonSerializer.Deserialize<ModelDocument>(isYaml ? AsJson(text) : text, Json)?.ToModel() ?? throw new UsageException($"--model {path}: it is empty.");
        }
        catch (JsonException e)
        {
            throw new UsageException($"--model {path}: {e.Message}", e);
        }
        catch (YamlException e)
        {
            throw new UsageException($"--model {path}({e.Start.Line},{e.Start.Column}): {e.Message}", e);
        }
    }

    // One reader for both: YAML becomes the JSON that says the same.
    private static string AsJson(string yaml)
    {
        var document = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize(new StringReader(yaml));
        return new SerializerBuilder().JsonCompatible().Build().Serialize(document);
    }
}
