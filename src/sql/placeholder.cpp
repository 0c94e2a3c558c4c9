// placeholder, replaced by the first source of this folder
