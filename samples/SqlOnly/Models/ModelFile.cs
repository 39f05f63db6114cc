using System.Text.Json;
using System.Text.Json.Serialization;
using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace SqlOnly.Models;

/// <summary>A model as a file has it, and the options of its SQL.</summary>
internal static class ModelFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false), new VariableConverter() },
    };

    public static (WarehouseModel Model, SqlOptions Options) Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new UsageException($"--model {path}: there is no such file.");
        }

        try
        {
            var text = File.ReadAllText(path);
            var isYaml = Path.GetExtension(path).ToUpperInvariant() is ".YAML" or ".YML";
            var document = JsonSerializer.Deserialize<ModelDocument>(isYaml ? AsJson(text) : text, Json) ?? throw new UsageException($"--model {path}: it is empty.");
            return (document.ToModel(), document.Options ?? new SqlOptions());
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
