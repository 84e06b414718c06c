# <% marker %>

# Every rule of the language. The set comes with tflint: nothing to download.
plugin "terraform" {
  enabled = true
  preset  = "all"
}
