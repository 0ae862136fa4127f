package main

import (
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"
	"go.yaml.in/yaml/v4"

	"bilgate/gateway"
	"bilgate/mapping/canon"
)

func schemaAsyncAPICommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use: "asyncapi", Short: "Write the AsyncAPI document of the gateway's topics to standard output", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			text, err := asyncAPI()
			if err == nil && !asJSON {
				text, err = asYAML(text)
			}
			if err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s", text)
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON instead of YAML")
	return cmd
}

const asyncAPIAbout = `The topics of the gateway that others may read, one a canonical kind.

A record is written in a Kafka transaction: read committed, or you will see what was taken back. Its headers are those of
the CloudEvents Kafka binding in binary mode, and the gateway's own. Records of one id are in one partition, and a later
one may have an older order: compare "order", not offsets. A repeat of a record is possible; id and order name a state.
Biometric and genomic values are sealed; only the gateway opens them. Pictures never travel: a record has digest and
reference.

The topics raw.* and rejects.* are the gateway's own and hold sealed bytes. Agencies send over HTTP, and read there what
became of their messages.`

// The parts of an AsyncAPI 3.0 document that describe the topics.
type (
	asyncDocument struct {
		AsyncAPI    string                    `json:"asyncapi"`
		Info        asyncInfo                 `json:"info"`
		ContentType string                    `json:"defaultContentType"`
		Channels    map[string]asyncChannel   `json:"channels"`
		Operations  map[string]asyncOperation `json:"operations"`
		Components  asyncComponents           `json:"components"`
	}
	asyncInfo struct {
		Title       string `json:"title"`
		Version     string `json:"version"`
		Description string `json:"description"`
	}
	asyncRef     map[string]string
	asyncChannel struct {
		Address     string              `json:"address"`
		Title       string              `json:"title"`
		Description string              `json:"description"`
		Messages    map[string]asyncRef `json:"messages"`
		Bindings    any                 `json:"bindings"`
	}
	asyncOperation struct {
		Action   string     `json:"action"`
		Channel  asyncRef   `json:"channel"`
		Summary  string     `json:"summary"`
		Messages []asyncRef `json:"messages"`
	}
	asyncComponents struct {
		Messages map[string]asyncMessage `json:"messages"`
		Schemas  map[string]any          `json:"schemas"`
	}
)

func ref(to string) asyncRef { return asyncRef{"$ref": "#/" + to} }

// asyncAPI describes the canonical topics as JSON: one channel, message and operation a kind.
func asyncAPI() ([]byte, error) {
	doc := asyncDocument{
		AsyncAPI:    "3.0.0",
		Info:        asyncInfo{Title: "bilgate: canonical records", Version: "1.0.0", Description: asyncAPIAbout},
		ContentType: "application/json",
		Channels:    map[string]asyncChannel{}, Operations: map[string]asyncOperation{},
		Components: asyncComponents{Messages: map[string]asyncMessage{}, Schemas: map[string]any{}},
	}
	for _, k := range canon.Kinds() {
		message, err := messageOf(k)
		if err != nil {
			return nil, err
		}
		if err := addSchemas(doc.Components.Schemas, k); err != nil {
			return nil, err
		}
		topic := gateway.CanonicalTopic(k.Name)
		doc.Components.Messages[k.Name] = message
		doc.Channels[topic] = channelOf(k, topic)
		doc.Operations["send."+k.Name] = asyncOperation{
			Action: "send", Channel: ref("channels/" + topic), Summary: "The gateway writes each translated record.",
			Messages: []asyncRef{ref("channels/" + topic + "/messages/" + k.Name)},
		}
	}
	text, err := json.MarshalIndent(doc, "", "  ")
	return append(text, '\n'), err
}

func channelOf(k *canon.Kind, topic string) asyncChannel {
	return asyncChannel{
		Address: topic, Title: k.Labels["en"],
		Description: "Never compacted; kept for ever unless the operator shortens it once the archive holds what the topic holds.",
		Messages:    map[string]asyncRef{k.Name: ref("components/messages/" + k.Name)},
		Bindings: map[string]any{"kafka": map[string]any{
			"topic": topic, "partitions": gateway.CanonicalPartitions(), "bindingVersion": "0.5.0",
			"topicConfiguration": map[string]any{"cleanup.policy": []string{"delete"}, "retention.ms": -1},
		}},
	}
}

// asYAML writes JSON as YAML in block style, members in their order.
func asYAML(text []byte) ([]byte, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(text, &doc); err != nil {
		return nil, err
	}
	inBlocks(&doc)
	return yaml.Marshal(&doc)
}

func inBlocks(n *yaml.Node) {
	n.Style = 0
	for _, child := range n.Content {
		inBlocks(child)
	}
}
